import type { FindCaller, SessionOwner } from "../accounts/find-caller.ts";
import { listRestoreKinds } from "../authenticators/refuse-flagged.ts";
import { refuse } from "../problems.ts";
import { decideAssurance, decidePhishingResistance } from "../rules/assurance.ts";
import { decideIdleExpiry } from "../rules/session-lifetime.ts";
import { decideConfirmedUntil } from "../rules/step-up.ts";
import { noteUse } from "../sessions/note-use.ts";
import { confirmedAt } from "../sessions/session.ts";
import type { Services } from "../services.ts";
import { clientOf, type ConnectionInfo, type ReadHeader } from "./client.ts";
import { cookieNames } from "./cookies.ts";
import { tokenOf } from "./authenticate.ts";
import { instant } from "./instant.ts";
import { renderProblem } from "./problem-response.ts";

export interface SessionCheckResult {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** How often it was asked: a counter of the metrics library would cost a twentieth of the check. */
export interface SessionCheckCounts {
  found: number;
  refused: number;
}

export type SessionCheck = (
  read: ReadHeader,
  connection: ConnectionInfo,
  requestId: string,
) => Promise<SessionCheckResult>;

/**
 * Answers `GET /v1/session`, the hottest path: it needs no router, no body and no framework, so the server asks it first.
 * The route table's row does the same through the same function.
 */
export function createSessionCheck(services: Services, find: FindCaller, counts: SessionCheckCounts): SessionCheck {
  const { config, now } = services;
  const { session: cookieName } = cookieNames(config);
  return async (read, connection, requestId) => {
    const given = tokenOf(read("authorization"), read("cookie"), cookieName);
    const owner = given && (await find(given.token));
    if (owner) counts.found++;
    else counts.refused++;
    if (!owner)
      return renderProblem(refuse("not-signed-in"), {
        publicUrl: config.publicUrl,
        requestId,
        now: now(),
        isTokenCaller: given?.from === "bearer",
      });
    const caller = { ...owner, client: clientOf(services, read, connection, requestId) };
    const used = noteUse(services, caller);
    // Mostly there is nothing to write, and waiting a turn for nothing would cost more than the look-up.
    const session = used instanceof Promise ? await used : used;
    const current = { account: owner.account, session };
    const body =
      session.flaggedAt === null ? describeSession(services, current) : await describeCurrent(services, current);
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  };
}

/** The current session; a flagged one with what would restore its trust. */
export async function describeCurrent(services: Services, owner: SessionOwner): Promise<object> {
  const described = describeSession(services, owner);
  if (owner.session.flaggedAt === null) return described;
  return { ...described, acceptable: await listRestoreKinds(services, owner.session) };
}

/** A session as `GET /v1/session` shows it. */
export function describeSession({ config, now }: Services, { account, session }: SessionOwner): object {
  const { id, proofs, createdAt, lastSeenAt, expiresAt, confirmationEndedAt } = session;
  const confirmedUntil = decideConfirmedUntil(proofs, confirmationEndedAt, now());
  return {
    id,
    account: { id: account.id, email: account.email, name: account.name },
    assurance: decideAssurance(proofs),
    phishingResistant: decidePhishingResistance(proofs),
    proofs: proofs.map(({ kind, at }) => ({ kind, at: instant(at) })),
    confirmedAt: instant(confirmedAt(proofs)),
    confirmedUntil: confirmedUntil === null ? null : instant(confirmedUntil),
    trust: session.flaggedAt === null ? "trusted" : "flagged",
    ...(session.flaggedAt !== null && { flaggedAt: instant(session.flaggedAt), flaggedReason: session.flaggedReason }),
    createdAt: instant(createdAt),
    lastSeenAt: instant(lastSeenAt),
    idleExpiresAt: instant(decideIdleExpiry(lastSeenAt, expiresAt, config.session)),
    expiresAt: instant(expiresAt),
  };
}
