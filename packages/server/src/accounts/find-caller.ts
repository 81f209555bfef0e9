import { type AtOnce, after } from "../at-once.ts";
import { system } from "../vocabulary/events/actors.ts";
import type { Person } from "../sessions/caller.ts";
import type { FlagReason } from "../vocabulary/events/words.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { sha256 } from "../crypto/hash.ts";
import { decideCounting } from "../rules/sessions/counting.ts";
import type { Holding } from "../rules/policies/held/held-places.ts";
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

/** Finds the owner of a session token; undefined when there is no such session or it has ended. At once, where nothing is waited for. */
export type FindCaller = (token: string) => AtOnce<FoundOwner | undefined>;

/**
 * Prepares the session check for one server. Of sessions nothing is cached: one that has ended is out at its next request. What
 * an account is held to is, for as long as the same read says that nothing of it has changed.
 */
export function createFindCaller(services: Services): FindCaller {
  const { database, config, now, holdings } = services;
  const find: FindCallerRow = prepareFindCaller(database);
  const { rememberDeviceDays: rememberDays } = config;
  const switchedOff = listSwitchedOff(config);
  const judge = (row: CallerRow, tokenHash: Uint8Array, holding: Holding): AtOnce<FoundOwner | undefined> => {
    const kept = toSession(row, tokenHash);
    const at = now();
    const counting = decideCounting(kept, { switchedOff, rememberDays, held: holding.held, now: at });
    // Of a session whose every proof was made with what is switched off, nothing is proven.
    if (counting.proofs.length === 0) return undefined;
    const session = counting === kept ? kept : { ...kept, ...counting };
    const decision = decideRequest({ session, limits: config.session, held: holding.held, now: at });
    if (decision.verdict !== "ended")
      return {
        kind: "person",
        account: { id: row[1], email: row[16], name: row[17] },
        session,
        holding,
        verdict: decision.verdict,
      };
    return decision.by ? endByPolicy(services, session, decision.by) : undefined;
  };
  const hold = (row: CallerRow | undefined, tokenHash: Uint8Array): AtOnce<FoundOwner | undefined> =>
    row && after(holdings.get(row[1], row[15]), (holding) => judge(row, tokenHash, holding));
  return (token) => {
    if (token.length !== 43) return undefined;
    const tokenHash = sha256(token);
    return after(find(tokenHash), (row) => hold(row, tokenHash));
  };
}

// It has ended for good, and its owner sees why; a policy that is loosened later does not bring it back.
async function endByPolicy(services: Services, { id, accountId }: Session, by: Source): Promise<undefined> {
  const about = { accountId, actor: system, reason: "policy", sessionId: id } as const;
  await services.transact((work) => endSession(work, { ...about, organizationId: by.organization.id }));
}

function toSession(row: CallerRow, tokenHash: Uint8Array): Session {
  const [id, accountId, proofs, createdAt, lastSeenAt, expiresAt, confirmationEndedAt, flaggedAt, flaggedReason] = row;
  return {
    id,
    accountId,
    tokenHash,
    proofs: JSON.parse(proofs) as Proof[],
    createdAt,
    lastSeenAt,
    expiresAt,
    confirmationEndedAt,
    flaggedAt,
    flaggedReason: flaggedReason as FlagReason | null,
    rememberedAt: row[13],
    known: { browser: row[9], os: row[10], isProgram: row[14] !== null, ip: row[11], locatedAt: row[12] },
  };
}
