import { findConnection, type OidcConfiguration } from "../../policies/connections.ts";
import { decideIsProviderUrl } from "../../rules/sso/configuration.ts";
import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { endSession } from "../../sessions/end-sessions.ts";
import { findVouchedFor, samlNameOf } from "../../sessions/vouched-sessions.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { discover } from "../oidc/discovery.ts";
import { Unaccepted } from "../unaccepted.ts";
import { beginLogoutUrl } from "./logout-messages.ts";

/** Signs somebody out here; answers where to send the browser so that they are signed out at their provider, too, or null. */
export async function signOutAtProvider(services: Services, caller: Person): Promise<string | null> {
  const vouched = await findVouchedFor(services.read, caller.session.id);
  // First here: that holds whatever the provider does.
  await services.transact((work) => endSession(work, { ...aboutOwn(caller), reason: "signed-out" }));
  const connection = vouched && (await findConnection(services.read, vouched.connectionId));
  if (connection?.status !== "active") return null;
  const { configuration } = connection;
  if (configuration.kind === "oidc") return endSessionUrl(services, connection.id, configuration);
  const name = samlNameOf(services, vouched!);
  return name && beginLogoutUrl(services, connection, configuration, name);
}

// OpenID Connect RP-Initiated Logout 1.0. No ID token is kept, so that the provider may ask whether they mean it.
async function endSessionUrl(
  services: Services,
  connectionId: string,
  { issuer, clientId }: OidcConfiguration,
): Promise<string | null> {
  const endpoint = await findEndSession(services, issuer);
  // The browser is sent there: an address of another kind would run in our name.
  if (endpoint === null || !decideIsProviderUrl(endpoint, services.config.allowedNetworks.length > 0)) return null;
  const url = new URL(endpoint);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("post_logout_redirect_uri", connectionUrl(services.config, connectionId, "logout"));
  return url.href;
}

async function findEndSession(services: Services, issuer: string): Promise<string | null> {
  try {
    return (await discover(services, issuer)).endSessionEndpoint;
  } catch (error) {
    if (error instanceof Unaccepted) return null;
    throw error;
  }
}
