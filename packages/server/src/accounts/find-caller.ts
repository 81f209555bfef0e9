import { system } from "../vocabulary/events/actors.ts";
import type { Person } from "../sessions/caller.ts";
import type { FlagReason } from "../vocabulary/events/words.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { sha256 } from "../crypto/hash.ts";
import { decideCounting } from "../rules/sessions/counting.ts";
import type { Source } from "../rules/policies/held/held-policies.ts";
import { decideRequest, type RequestDecision } from "../rules/requests/request.ts";
import { endSession } from "../sessions/end-sessions.ts";
import { listSwitchedOff, type Session } from "../sessions/session.ts";
import type { Services } from "../services.ts";
import { type CallerRow, type FindCallerRow, prepareFindCaller } from "./caller.sql.ts";

/** Whom a session token stands for, before anything is known of the request. */
export type SessionOwner = Pick<Person, "kind" | "account" | "session" | "holding">;

/** An owner as found, with what the rule of every request said of the session then. */
export interface FoundOwner extends SessionOwner {
  readonly verdict: Exclude<RequestDecision["verdict"], "ended">;
}

/** Finds the owner of a session token; undefined when there is no such session or it has ended. */
export type FindCaller = (token: string) => Promise<FoundOwner | undefined>;

/**
 * Prepares the session check for one server. Of sessions nothing is cached: one that has ended is out at its next request. What
 * an account is held to is, for as long as the same read says that nothing of it has changed.
 */
export function createFindCaller(services: Services): FindCaller {
  const { database, config, now, holdings } = services;
  const find: FindCallerRow = prepareFindCaller(database);
  const { rememberDeviceDays: rememberDays } = config;
  const switchedOff = listSwitchedOff(config);
  return async (token) => {
    if (token.length !== 43) return undefined;
    const tokenHash = sha256(token);
    const found = find(tokenHash);
    // SQLite answers at once; waiting a turn for it would cost more than the look-up.
    const row = found instanceof Promise ? await found : found;
    if (!row) return undefined;
    const held = holdings.get(row.account_id, row.policy_epoch);
    const holding = held instanceof Promise ? await held : held;
    const account = { id: row.account_id, email: row.email, name: row.name };
    const kept = toSession(row, tokenHash);
    const counting = decideCounting(kept, { switchedOff, rememberDays, held: holding.held, now: now() });
    // Of a session whose every proof was made with what is switched off, nothing is proven.
    if (counting.proofs.length === 0) return undefined;
    const session = { ...kept, ...counting };
    const decision = decideRequest({ session, limits: config.session, held: holding.held, now: now() });
    if (decision.verdict !== "ended") return { kind: "person", account, session, holding, verdict: decision.verdict };
    if (decision.by) await endByPolicy(services, session, decision.by);
    return undefined;
  };
}

// It has ended for good, and its owner sees why; a policy that is loosened later does not bring it back.
async function endByPolicy(services: Services, { id, accountId }: Session, by: Source): Promise<void> {
  const about = { accountId, actor: system, reason: "policy", sessionId: id } as const;
  await services.transact((work) => endSession(work, { ...about, organizationId: by.organization.id }));
}

function toSession(row: CallerRow, tokenHash: Uint8Array): Session {
  return {
    id: row.id,
    accountId: row.account_id,
    tokenHash,
    proofs: JSON.parse(row.proofs) as Proof[],
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    confirmationEndedAt: row.confirmation_ended_at,
    flaggedAt: row.flagged_at,
    flaggedReason: row.flagged_reason as FlagReason | null,
    rememberedAt: row.remembered_at,
    known: {
      browser: row.browser,
      os: row.os,
      isProgram: row.program_at !== null,
      ip: row.known_ip,
      locatedAt: row.known_at,
    },
  };
}
