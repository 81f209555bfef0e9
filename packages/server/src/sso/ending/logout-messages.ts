import { sha256 } from "../../crypto/hash.ts";
import { randomToken } from "../../crypto/random.ts";
import { seal } from "../../crypto/seal.ts";
import type { Connection, SamlConfiguration } from "../../policies/connections.ts";
import type { SamlName } from "../../vocabulary/sso.ts";
import type { Services } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { listOwnKeys } from "../connections/own-keys.ts";
import { valuesOf } from "../flow/begin.ts";
import { findRequest, insertRequest, type SsoRequest, spendRequest } from "../flow/requests.sql.ts";
import { redirectUrl } from "../saml/redirect-binding.ts";
import { makeMessageId, writeLogoutRequest, writeLogoutResponse } from "../saml/write-requests.ts";

/** So long may a sign-out of ours be on its way. */
const requestMs = 5 * 60_000;

/** A sign-out's answer is found by another hash than a sign-in's: neither takes the other's place. */
const hashOf = (state: string): Uint8Array => sha256(`logout:${state}`);

/** Where to send a browser with our LogoutRequest; null where the provider takes none. */
export async function beginLogoutUrl(
  services: Services,
  { id: connectionId, revision }: Pick<Connection, "id" | "revision">,
  { sloUrl }: SamlConfiguration,
  { sessionIndex, ...nameId }: SamlName,
): Promise<string | null> {
  const { config, random, now, newId, keys, read } = services;
  const [key] = await listOwnKeys(services, read, connectionId);
  if (!key || sloUrl === null) return null;
  const at = now();
  const [state, requestId, id] = [randomToken(random), makeMessageId(random), newId("ssor")];
  const message = writeLogoutRequest({
    ...{ id: requestId, at, destination: sloUrl, nameId, notOnOrAfter: at + requestMs },
    issuer: connectionUrl(config, connectionId, "metadata"),
    sessionIndexes: sessionIndex === null ? [] : [sessionIndex],
  });
  const row: SsoRequest = {
    ...{ id, stateHash: hashOf(state), connectionId, revision, attemptId: null, testId: null, returnTo: null },
    ...{ forceAt: null, createdAt: at, expiresAt: at + requestMs, spentAt: null },
    sealedValues: seal(keys, random, Buffer.from(JSON.stringify({ verifier: "", nonce: "", requestId })), id),
  };
  await services.transact(({ tx }) => insertRequest(tx, row), "crash");
  return redirectUrl(sloUrl, { field: "SAMLRequest", message, relayState: state, privateKeyPem: key.privateKeyPem });
}

/** The id of the sign-out of ours that an answer is for. It is answered once. */
export async function spendLogout(
  services: Services,
  connectionId: string,
  state: string | null,
): Promise<string | undefined> {
  const stateHash = hashOf(state ?? "");
  if (state === null || !(await findRequest(services.read, stateHash, connectionId))) return undefined;
  const spent = await services.transact(({ tx }) => spendRequest(tx, { stateHash, connectionId }, services.now()));
  return spent && valuesOf(services, spent).requestId;
}

/** Where to send a browser with our answer to a provider's sign-out; null where the provider takes none. */
export async function answerLogoutUrl(
  services: Services,
  connectionId: string,
  { sloUrl, sloResponseUrl }: SamlConfiguration,
  {
    inResponseTo,
    relayState,
    isPartial,
  }: { readonly inResponseTo: string; readonly relayState: string | null; readonly isPartial: boolean },
): Promise<string | null> {
  const { config, random, now, read } = services;
  const destination = sloResponseUrl ?? sloUrl;
  const [key] = await listOwnKeys(services, read, connectionId);
  if (!key || destination === null) return null;
  const head = {
    id: makeMessageId(random),
    at: now(),
    destination,
    issuer: connectionUrl(config, connectionId, "metadata"),
  };
  const message = writeLogoutResponse({ ...head, inResponseTo, isPartial });
  const state = relayState === null ? {} : { relayState };
  return redirectUrl(destination, { field: "SAMLResponse", message, ...state, privateKeyPem: key.privateKeyPem });
}
