import type { FindCaller, SessionOwner } from "../accounts/find-caller.ts";
import { refuse } from "../problems.ts";
import { decideAssurance, decidePhishingResistance } from "../rules/assurance.ts";
import { decideIdleExpiry, decideTouch } from "../rules/session-lifetime.ts";
import { decideConfirmedUntil } from "../rules/step-up.ts";
import { noteActivity } from "../sessions/list-sessions.ts";
import { confirmedAt } from "../sessions/session.ts";
import type { Services } from "../services.ts";
import { cookieNames } from "./cookies.ts";
import { tokenOf } from "./authenticate.ts";
import { instant } from "./instant.ts";
import { renderProblem } from "./problem-response.ts";

/** The headers a session check looks at. */
export interface SessionCheckHeaders {
  readonly authorization: string | null | undefined;
  readonly cookie: string | null | undefined;
}

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

export type SessionCheck = (headers: SessionCheckHeaders, requestId: string) => Promise<SessionCheckResult>;

/**
 * Answers `GET /v1/session`, the hottest path: it needs no router, no body and no framework, so the server asks it first.
 * The route table's row does the same through the same function.
 */
export function createSessionCheck(services: Services, find: FindCaller, counts: SessionCheckCounts): SessionCheck {
  const { config, now } = services;
  const { session: cookieName } = cookieNames(config);
  return async ({ authorization, cookie }, requestId) => {
    const given = tokenOf(authorization, cookie, cookieName);
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
    if (decideTouch(owner.session.lastSeenAt, now())) await noteActivity(services, owner.session);
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(describeSession(services, owner)),
    };
  };
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
