import { fetchOutside, isOutsideRefusal } from "../../outside/fetch-outside.ts";
import type { Services } from "../../services.ts";
import type { CheckName } from "../../vocabulary/checks.ts";
import { Unaccepted } from "../unaccepted.ts";
import { ProviderMemory } from "./provider-memory.ts";

/** What an OpenID Provider says of itself, as far as it is used here. */
export interface Provider {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  readonly userinfoEndpoint: string | null;
  readonly endSessionEndpoint: string | null;
  /** How a client proves itself there: `client_secret_basic` where it does not say. */
  readonly authMethods: readonly string[];
  /** Whether its answers name it (RFC 9207). */
  readonly namesItself: boolean;
}

const bounds = { mostBytes: 256 * 1024, timeoutMilliseconds: 8_000 } as const;
const memory = new ProviderMemory<Provider>();

/** Reads where an issuer's endpoints are (OpenID Connect Discovery 1.0 §4), at most every ten minutes. Throws `Unaccepted`. */
export async function discover(services: Services, issuer: string): Promise<Provider> {
  const said =
    memory.find(services, issuer) ?? (await memory.ask(services, issuer, () => readProvider(services, issuer)));
  return said.value;
}

async function readProvider(services: Services, issuer: string): Promise<Provider> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const said = await fetchJson(services, url, "discovery");
  const text = (name: string): string | null => (typeof said[name] === "string" ? said[name] : null);
  const needed = (name: string): string => {
    const value = text(name);
    if (value === null)
      throw new Unaccepted(
        "discovery",
        name,
        "nothing",
        `The provider's configuration at ${url} does not say its ${name}.`,
      );
    return value;
  };
  if (said.issuer !== issuer)
    throw new Unaccepted(
      "discovery",
      issuer,
      text("issuer") ?? "nothing",
      "Set the issuer here to exactly what the provider calls itself.",
    );
  const methods = said.token_endpoint_auth_methods_supported;
  return {
    issuer,
    authorizationEndpoint: needed("authorization_endpoint"),
    tokenEndpoint: needed("token_endpoint"),
    jwksUri: needed("jwks_uri"),
    userinfoEndpoint: text("userinfo_endpoint"),
    endSessionEndpoint: text("end_session_endpoint"),
    authMethods: Array.isArray(methods) ? methods.filter((each) => typeof each === "string") : ["client_secret_basic"],
    namesItself: said.authorization_response_iss_parameter_supported === true,
  };
}

/** Asks a provider for a JSON object. Throws `Unaccepted`, in words for whoever set the connection up. */
export async function fetchJson(
  services: Services,
  url: string,
  name: CheckName,
  request: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Record<string, unknown>> {
  const answer = await fetchOutside(services, url, {
    ...{ ...bounds, ...request },
    headers: { accept: "application/json", ...request.headers },
  });
  if (isOutsideRefusal(answer)) throw new Unaccepted(name, `an answer of ${originOf(url)}`, "none", answer.text);
  const said = parse(Buffer.from(answer.body).toString("utf8"));
  if (answer.status !== 200)
    throw new Unaccepted(
      name,
      `status 200 of ${originOf(url)}`,
      `status ${answer.status}${name === "discovery" ? ` at ${new URL(url).pathname}` : ""}${errorOf(said)}`,
      name === "discovery" ? notThere : fixOf(said),
    );
  if (!said)
    throw new Unaccepted(name, "a JSON object", "something else", `What ${originOf(url)} answered is not JSON.`);
  return said;
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "the provider");

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

// Only the code: what else a provider writes into an error may hold anything.
const errorOf = (said: Record<string, unknown> | undefined): string =>
  typeof said?.error === "string" && /^[\w.-]{1,60}$/.test(said.error) ? `, ${said.error}` : "";

const notThere =
  "Look whether the issuer is the provider's own: it often ends in a tenant or realm, such as /realms/staff, and a slash at the end counts.";

const fixOf = (said: Record<string, unknown> | undefined): string =>
  said?.error === "invalid_client"
    ? "The provider does not know this client id with this secret. Copy both anew."
    : said?.error === "invalid_grant"
      ? "The provider did not take the code back. Begin again; if it stays so, check the redirect address there."
      : "Look at the provider's own log: it refused, or is not well.";
