import { sha256 } from "../../crypto/hash.ts";
import type { Connection, OidcConfiguration } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import type { Purpose, RequestValues } from "../flow/purpose.ts";
import { Unaccepted } from "../unaccepted.ts";
import { discover } from "./discovery.ts";

interface Sent {
  readonly state: string;
  readonly values: RequestValues;
  readonly purpose: Purpose;
}

/** Where to send somebody, with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1.2.1, RFC 7636). */
export async function beginOidc(
  services: Services,
  { id }: Pick<Connection, "id">,
  { issuer, clientId, scopes }: OidcConfiguration,
  { state, values, purpose }: Sent,
): Promise<string> {
  const { authorizationEndpoint } = await discover(services, issuer);
  const url = parseEndpoint(authorizationEndpoint, services.config.allowedNetworks.length > 0);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: connectionUrl(services.config, id, "callback"),
    scope: scopes.join(" "),
    state,
    nonce: values.nonce,
    code_challenge: Buffer.from(sha256(values.verifier)).toString("base64url"),
    code_challenge_method: "S256",
    ...(purpose.hint !== null && { login_hint: purpose.hint }),
    ...(purpose.isForced && { prompt: "login", max_age: "0" }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

// The browser is sent there: an address of another kind would run in our name.
function parseEndpoint(text: string, allowsHttp: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || (allowsHttp && url?.protocol === "http:")) return url;
  throw new Unaccepted(
    "discovery",
    "an https address",
    "another",
    "The provider's authorization_endpoint is no https address.",
  );
}
