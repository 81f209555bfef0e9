import { findAccountByEmail } from "../../accounts/find-account.ts";
import { parseEmailAddress } from "../../accounts/email-address.ts";
import { findIdentity, type Identity, listIdentities } from "../../authenticators/identity/identities.ts";
import { sha256 } from "../../crypto/hash.ts";
import { endEverything } from "../../end-everything.ts";
import { findConnection, type OidcConfiguration, type StoredConnection } from "../../policies/connections.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { judgeLogoutToken, judgeRevocationToken, type LogoutOrder } from "../../rules/sso/logout-token.ts";
import { endVouchedSessions } from "../../sessions/vouched-sessions.ts";
import type { Check } from "../../vocabulary/sso.ts";
import type { Services, Work } from "../../services.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { rememberSeen } from "../flow/requests.sql.ts";
import { discover } from "../oidc/discovery.ts";
import { verifyToken, type VerifiedToken } from "../oidc/verify-token.ts";
import { recordTrace } from "../traces.ts";
import { Unaccepted } from "../unaccepted.ts";
import { byProvider } from "./by-provider.ts";

interface Speaking {
  readonly connection: StoredConnection;
  readonly configuration: OidcConfiguration;
}

async function findSpeaking({ read }: Services, connectionId: string): Promise<Speaking | undefined> {
  const connection = await findConnection(read, connectionId);
  if (connection?.status !== "active" || connection.configuration.kind !== "oidc") return undefined;
  return { connection, configuration: connection.configuration };
}

async function verifyOrder(
  services: Services,
  { configuration }: Speaking,
  token: string,
): Promise<VerifiedToken | { readonly fault: string }> {
  try {
    const { jwksUri } = await discover(services, configuration.issuer);
    return await verifyToken(services, jwksUri, token);
  } catch (error) {
    if (error instanceof Unaccepted) return { fault: error.check.name };
    throw error;
  }
}

const fitsNot = (fault: string) => ({ detail: `What does not fit: ${fault}.` });
const unfitLogout = (fault: string): Refusal<"logout-rejected"> => refuse("logout-rejected", fitsNot(fault));
const unfitRevocation = (fault: string): Refusal<"revocation-rejected"> =>
  refuse("revocation-rejected", fitsNot(fault));

/** What a provider got wrong in an order is told to it, and to whoever looks why somebody is still signed in. */
async function traceOrder<Refused>(
  services: Services,
  { connection }: Speaking,
  { fault, refuseFor }: { readonly fault: string; readonly refuseFor: (fault: string) => Refused },
): Promise<Refused> {
  const check: Check = {
    ...{ name: "order", passed: false, expected: "an order that holds", seen: `one whose ${fault} does not fit` },
    fix: "Nobody was signed out by it. Look at what the provider has of this app: its addresses and its client ID.",
  };
  await recordTrace(services, connection, [check], "unasked");
  return refuseFor(fault);
}

/** Signs out whom a provider's logout token names (OpenID Connect Back-Channel Logout 1.0). It counts once. */
export async function orderLogout(
  services: Services,
  { connectionId, token }: { readonly connectionId: string; readonly token: string },
): Promise<{ readonly ended: number } | Refusal<"logout-rejected">> {
  const speaking = await findSpeaking(services, connectionId);
  if (!speaking) return unfitLogout("connection");
  const rejected = (fault: string) => traceOrder(services, speaking, { fault, refuseFor: unfitLogout });
  const verified = await verifyOrder(services, speaking, token);
  if ("fault" in verified) return rejected(verified.fault);
  const { issuer, clientId } = speaking.configuration;
  const order = judgeLogoutToken(verified.claims, verified.typ, { issuer, clientId, now: services.now() });
  if ("fault" in order) return rejected(order.fault);
  const ended = await services.transact(async (work) => {
    if (!(await spendOnce(work, connectionId, order.jti, order.expiresAt))) return null;
    return endOrdered(work, speaking, order);
  });
  return ended === null ? rejected("jti") : { ended };
}

function spendOnce({ tx }: Work, connectionId: string, jti: string, expiresAt: number): Promise<boolean> {
  return rememberSeen(tx, { connectionId, idHash: sha256(`jti:${jti}`), expiresAt });
}

async function endOrdered(
  work: Work,
  { connection, configuration }: Speaking,
  { subject, sid }: LogoutOrder,
): Promise<number> {
  const { id: connectionId } = connection;
  const by = byProvider(connection);
  // A session at the provider is one of ours; without it everything of that person from there.
  if (sid !== null)
    return endVouchedSessions(work, { connectionId, sidHash: sha256(sid) }, { ...by, reason: "ended-by-provider" });
  const subjectKey = JSON.stringify([configuration.issuer, subject]);
  const identity = await findIdentity(work.tx, { connectionId, subjectKey });
  return identity ? revoke(work, connection, identity) : 0;
}

async function revoke(
  work: Work,
  { id: connectionId, organizationId }: StoredConnection,
  { accountId }: Identity,
): Promise<number> {
  const ended = { of: "connection", organizationId, connectionId, accountId } as const;
  const by = byProvider({ id: connectionId, organizationId });
  const { sessions } = await endEverything(work, ended, { reason: "revoked-by-provider", by });
  return sessions;
}

/** Of whom everything is to be revoked. */
export type SubjectId =
  | { readonly format: "iss_sub"; readonly iss: string; readonly sub: string }
  | { readonly format: "email"; readonly email: string };

/** Ends everything that somebody has by a connection, when its provider says so (Okta's Universal Logout). */
export async function orderRevocation(
  services: Services,
  given: { readonly connectionId: string; readonly token: string | null; readonly subject: SubjectId },
): Promise<Refusal<"revocation-rejected" | "not-found"> | undefined> {
  const { connectionId, token, subject } = given;
  const speaking = await findSpeaking(services, connectionId);
  if (!speaking) return unfitRevocation("connection");
  const rejected = (fault: string) => traceOrder(services, speaking, { fault, refuseFor: unfitRevocation });
  const verified = token === null ? { fault: "bearer token" } : await verifyOrder(services, speaking, token);
  if ("fault" in verified) return rejected(verified.fault);
  const { issuer, clientId } = speaking.configuration;
  const endpoint = connectionUrl(services.config, connectionId, "global-token-revocation");
  const expected = { issuer, clientId, now: services.now(), endpoint };
  const order = judgeRevocationToken(verified.claims, verified.typ, expected);
  if ("fault" in order) return rejected(order.fault);
  const done = await services.transact(async (work) => {
    if (order.jti !== null && !(await spendOnce(work, connectionId, order.jti, order.expiresAt))) return "again";
    const identity = await findSubject(work, speaking, subject);
    if (!identity) return refuse("not-found");
    await revoke(work, speaking.connection, identity);
    return undefined;
  });
  return done === "again" ? rejected("jti") : done;
}

async function findSubject(
  work: Work,
  { connection, configuration }: Speaking,
  subject: SubjectId,
): Promise<Identity | undefined> {
  const { id: connectionId } = connection;
  if (subject.format === "iss_sub") {
    if (subject.iss !== configuration.issuer) return undefined;
    return findIdentity(work.tx, { connectionId, subjectKey: JSON.stringify([subject.iss, subject.sub]) });
  }
  const address = parseEmailAddress(subject.email);
  const account = address && (await findAccountByEmail(work.tx, address.key, work.now()));
  const identities = account ? await listIdentities(work.tx, account.id) : [];
  return identities.find((each) => each.connectionId === connectionId);
}
