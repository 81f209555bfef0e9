import type { OidcConfiguration } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { Unaccepted } from "../unaccepted.ts";
import { fetchJson, type Provider } from "./discovery.ts";

/** What a code is exchanged with. */
export interface Redeeming {
  readonly configuration: OidcConfiguration;
  readonly clientSecret: string;
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string | null;
}

// RFC 6749 §2.3.1: both are form-encoded before they are joined.
const formEncode = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

/** Exchanges a code for tokens (RFC 6749 §4.1.3, with PKCE). Throws `Unaccepted`. */
export async function redeemCode(services: Services, provider: Provider, redeeming: Redeeming): Promise<Tokens> {
  const { configuration, clientSecret, code, verifier, redirectUri } = redeeming;
  const { clientId } = configuration;
  const isBasic =
    provider.authMethods.includes("client_secret_basic") || !provider.authMethods.includes("client_secret_post");
  const basic = Buffer.from(`${formEncode(clientId)}:${formEncode(clientSecret)}`).toString("base64");
  const body = new URLSearchParams({
    ...{ grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier },
    ...(!isBasic && { client_id: clientId, client_secret: clientSecret }),
  });
  const said = await fetchJson(services, provider.tokenEndpoint, "token", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(isBasic && { authorization: `Basic ${basic}` }),
    },
    body: body.toString(),
  });
  const { id_token: idToken, access_token: accessToken } = said;
  if (typeof idToken !== "string")
    throw new Unaccepted(
      "token",
      "an ID token",
      "none",
      "Ask the provider to send an ID token: the scope openid must be allowed for this client.",
    );
  return { idToken, accessToken: typeof accessToken === "string" ? accessToken : null };
}
