import { type Certificate, readCertificate } from "../../crypto/certificates.ts";
import { sha256 } from "../../crypto/hash.ts";
import { findIdentity } from "../../authenticators/identity/identities.ts";
import { endEverything } from "../../end-everything.ts";
import { findConnection, type SamlConfiguration, type StoredConnection } from "../../policies/connections.ts";
import {
  judgeSamlLogoutRequest,
  judgeSamlLogoutResponse,
  logoutReplayableUntil,
} from "../../rules/sso/judge-saml-logout.ts";
import type { SamlLogoutExpected, SamlLogoutRequestFacts } from "../../rules/sso/saml-logout-facts.ts";
import { samlSubjectKey } from "../../rules/sso/saml-subject-key.ts";
import { endEveryVouched } from "../../sessions/vouched-sessions.ts";
import type { Services, Work } from "../../services.ts";
import type { Check } from "../../vocabulary/sso.ts";
import { connectionUrl } from "../../policies/connection-url.ts";
import { noteCertificatesUsed } from "../connections/certificates.ts";
import { rememberSeen } from "../flow/requests.sql.ts";
import type { LogoutRead } from "../saml/read-logout.ts";
import { recordTrace } from "../traces.ts";
import { byProvider } from "./by-provider.ts";
import { answerLogoutUrl, spendLogout } from "./logout-messages.ts";

/** Where the browser goes after a sign-out's message. */
export type LoggedOut =
  | { readonly to: "provider"; readonly url: string }
  | { readonly to: "signed-out" }
  | { readonly to: "failed" | "signed-out-here"; readonly traceId: string | null }
  | { readonly to: "unasked" };

interface Speaking {
  readonly connection: StoredConnection;
  readonly configuration: SamlConfiguration;
  readonly expected: SamlLogoutExpected;
}

/** Takes what comes to a connection's place for sign-outs: the provider's own, or its answer to one of ours. */
export async function takeLogout(
  services: Services,
  connectionId: string,
  read: (certificates: readonly Certificate[]) => LogoutRead,
): Promise<LoggedOut> {
  const connection = await findConnection(services.read, connectionId);
  if (connection?.status !== "active") return { to: "unasked" };
  const { configuration } = connection;
  // An OpenID Provider sends the browser back to here, with nothing to say.
  if (configuration.kind === "oidc") return { to: "signed-out" };
  const message = read(configuration.certificates.flatMap((pem) => readCertificate(pem) ?? []));
  if ("refused" in message) return failed(services, connection, [message.refused]);
  const logoutUrl = connectionUrl(services.config, connectionId, "logout");
  const expected = { issuer: configuration.entityId, logoutUrl, now: services.now() };
  const speaking = { connection, configuration, expected };
  return "request" in message ? takeRequest(services, speaking, message) : takeAnswer(services, speaking, message);
}

// Anybody can send such a message: it counts against a budget of its own, so that it keeps no other trace away.
async function failed(services: Services, connection: StoredConnection, checks: readonly Check[]): Promise<LoggedOut> {
  return { to: "failed", traceId: await recordTrace(services, connection, checks, "unasked") };
}

async function takeRequest(
  services: Services,
  speaking: Speaking,
  { request, relayState, signedBy }: Extract<LogoutRead, { request: unknown }>,
): Promise<LoggedOut> {
  const { connection, configuration, expected } = speaking;
  const checks = judgeSamlLogoutRequest(request, expected);
  if (checks.some(({ passed }) => !passed)) return failed(services, connection, checks);
  const ended = await services.transact(async (work): Promise<"known" | "unknown" | "again"> => {
    const seen = {
      connectionId: connection.id,
      idHash: sha256(`logout:${request.id}`),
      expiresAt: logoutReplayableUntil(request),
    };
    if (!(await rememberSeen(work.tx, seen))) return "again";
    await noteCertificatesUsed(work, connection.id, [signedBy]);
    return (await endNamed(work, speaking, request)) ? "known" : "unknown";
  });
  if (ended === "again") return failed(services, connection, [usedBefore]);
  const answered = { inResponseTo: request.id, relayState, isPartial: ended === "unknown" };
  const url = await answerLogoutUrl(services, connection.id, configuration, answered);
  return url === null ? { to: "signed-out" } : { to: "provider", url };
}

const usedBefore: Check = {
  name: "replay",
  passed: false,
  expected: "a sign-out not seen before",
  seen: "one that was carried out already",
  fix: "A sign-out counts once. Whoever was signed out by it stays so.",
};

/** Ends the sessions of whom a provider names, and of its own sessions where it names any. False where that is nobody here. */
async function endNamed(
  work: Work,
  { connection, configuration }: Speaking,
  request: SamlLogoutRequestFacts,
): Promise<boolean> {
  const { id: connectionId, organizationId } = connection;
  const parties = { entityId: configuration.entityId, ours: connectionUrl(work.config, connectionId, "metadata") };
  const subjectKey = samlSubjectKey(parties, request.nameIds[0]!);
  const identity = await findIdentity(work.tx, { connectionId, subjectKey });
  if (!identity) return false;
  const by = byProvider(connection);
  const { accountId, id: identityId } = identity;
  for (const index of request.sessionIndexes) {
    const where = { connectionId, identityId, sidHash: sha256(index) };
    await endEveryVouched(work, where, { ...by, reason: "ended-by-provider" });
  }
  if (request.sessionIndexes.length > 0) return true;
  const ended = { of: "connection", organizationId, connectionId, accountId } as const;
  await endEverything(work, ended, { reason: "revoked-by-provider", by });
  return true;
}

async function takeAnswer(
  services: Services,
  { connection, expected }: Speaking,
  { response, relayState }: Extract<LogoutRead, { response: unknown }>,
): Promise<LoggedOut> {
  const requestId = await spendLogout(services, connection.id, relayState);
  if (requestId === undefined) return { to: "unasked" };
  const checks = judgeSamlLogoutResponse(response, { ...expected, requestId });
  if (checks.every(({ passed }) => passed)) return { to: "signed-out" };
  // Here it is over, whatever became of it there.
  return { to: "signed-out-here", traceId: await recordTrace(services, connection, checks) };
}
