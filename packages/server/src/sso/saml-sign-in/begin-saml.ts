import type { Connection, SamlConfiguration } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { listOwnKeys } from "../connections/own-keys.ts";
import type { Purpose } from "../flow/purpose.ts";
import { redirectUrl } from "../saml/redirect-binding.ts";
import { writeAuthnRequest } from "../saml/write-requests.ts";
import { Unaccepted } from "../unaccepted.ts";

/** Where to send somebody, with a request signed by the newest of our keys. */
export async function beginSaml(
  services: Services,
  { id }: Pick<Connection, "id">,
  { ssoUrl }: SamlConfiguration,
  { state, requestId, purpose }: { readonly state: string; readonly requestId: string; readonly purpose: Purpose },
): Promise<string> {
  const { config, read, now } = services;
  const [key] = await listOwnKeys(services, read, id);
  if (!key) throw new Unaccepted("own-key", "a key of our own", "none", "Make a new key for this connection.");
  const message = writeAuthnRequest({
    ...{ id: requestId, at: now(), destination: ssoUrl, forceAuthn: purpose.isForced },
    issuer: connectionUrl(config, id, "metadata"),
    acsUrl: connectionUrl(config, id, "acs"),
  });
  return redirectUrl(ssoUrl, { field: "SAMLRequest", message, relayState: state, privateKeyPem: key.privateKeyPem });
}
