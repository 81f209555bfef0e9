import { equalBytes, sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { findCapture } from "../policies/capture.ts";
import { connectionUrl } from "../policies/connection-url.ts";
import { findActiveConnection, findConnection } from "../policies/connections.ts";
import { isRequired as isRequiredBy } from "../policies/enforcement.ts";
import type { Client, Services, View, World } from "../services.ts";
import { decideIsForThem } from "../rules/sso/whose-attempt.ts";
import type { Belonging } from "../rules/policies/held/held-places.ts";
import type { Session } from "../sessions/session.ts";
import type { WayToProvider } from "../vocabulary/problem-members.ts";
import type { Attempt, AttemptView, Redirect } from "./attempt.ts";

/** An attempt just begun; `browserSecret` is for the browser to keep. */
export interface Begun extends AttemptView {
  readonly browserSecret: string | null;
}

// One for all a browser has under way: a second tab must not end what the first began.
export function browserSecretOf({ random }: World, { attemptSecret }: Client): string {
  return attemptSecret !== null && attemptSecret.length === 43 ? attemptSecret : randomToken(random);
}

/** Whether the browser that asks is the one that began the attempt. */
export function isOwnBrowser({ browserHash }: Pick<Attempt, "browserHash">, { attemptSecret }: Client): boolean {
  return browserHash !== null && attemptSecret !== null && equalBytes(browserHash, sha256(attemptSecret));
}

/** Whether whoever asks may see an attempt and go on with it. */
export function isForThem(attempt: Pick<Attempt, "browserHash" | "vouched">, client: Client): boolean {
  return decideIsForThem({ isNamed: attempt.vouched !== null }, isOwnBrowser(attempt, client));
}

// Only before the first proof of a sign-in: afterwards it goes on with what was proven.
/** The way by single sign-on that an attempt is offered. */
export async function findRedirect(
  { read }: View,
  { purpose, proofs, connectionId, vouched }: Attempt,
  isOnlyWay: boolean,
): Promise<Redirect | null> {
  if (connectionId === null || proofs.length > 0 || vouched !== null) return null;
  const connection = await findConnection(read, connectionId);
  if (connection?.status !== "active") return null;
  const isRequired = purpose === "sign-in" ? await isRequiredBy(read, connection.organizationId) : isOnlyWay;
  return { connection: { id: connection.id, name: connection.name }, isRequired };
}

/** Where somebody goes who has shown who they are, and must come by a provider: one of the first that asks it of them. */
export async function findWayIn(
  { read, config }: View,
  { email }: { readonly email: string },
  { places }: Pick<Belonging, "places">,
): Promise<{ readonly redirect?: WayToProvider }> {
  const capture = await findCapture(read, email, places);
  for (const organizationId of capture?.organizationIds ?? []) {
    const connection = await findActiveConnection(read, organizationId);
    if (!connection) continue;
    const { id, name } = connection;
    return { redirect: { connection: { id, name }, url: connectionUrl(config, id, "initiate") } };
  }
  return {};
}

// Whoever came from a provider may prove themselves anew there; a program has no browser to send.
export async function findStepUpWay(services: Services, client: Client, { proofs }: Session) {
  const connectionId = proofs.find(({ kind }) => kind === "sso")?.connection;
  if (connectionId === undefined || client.isTokenCaller) return undefined;
  const connection = await findConnection(services.read, connectionId);
  return connection?.status === "active"
    ? { connection: { id: connection.id, name: connection.name }, browserSecret: browserSecretOf(services, client) }
    : undefined;
}
