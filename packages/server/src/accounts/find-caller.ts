import { sha256 } from "../crypto/hash.ts";
import { decideSessionAlive } from "../rules/session-lifetime.ts";
import type { FlagReason } from "../rules/session-trust.ts";
import type { Proof } from "../rules/vocabulary.ts";
import type { Caller } from "../sessions/caller.ts";
import type { Services } from "../services.ts";
import { type CallerRow, type FindCallerRow, prepareFindCaller } from "./caller.sql.ts";

/** Whom a session token stands for, before anything is known of the request. */
export type SessionOwner = Pick<Caller, "account" | "session">;

/** Finds the owner of a session token; undefined when there is no such session or it has ended. */
export type FindCaller = (token: string) => Promise<SessionOwner | undefined>;

/** Prepares the session check for one server. Nothing is cached: a session that has ended is out at its next request. */
export function createFindCaller({ database, config, now }: Services): FindCaller {
  const find: FindCallerRow = prepareFindCaller(database);
  return async (token) => {
    if (token.length !== 43) return undefined;
    const found = find(sha256(token));
    // SQLite answers at once; waiting a turn for it would cost more than the look-up.
    const row = found instanceof Promise ? await found : found;
    if (!row) return undefined;
    const owner = toOwner(row);
    return decideSessionAlive(owner.session, config.session, now()) ? owner : undefined;
  };
}

function toOwner(row: CallerRow): SessionOwner {
  return {
    account: { id: row.account_id, email: row.email, name: row.name },
    session: {
      id: row.id,
      accountId: row.account_id,
      proofs: JSON.parse(row.proofs) as Proof[],
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
      confirmationEndedAt: row.confirmation_ended_at,
      flaggedAt: row.flagged_at,
      flaggedReason: row.flagged_reason as FlagReason | null,
      known: { browser: row.browser, os: row.os, ip: row.known_ip, locatedAt: row.known_at },
    },
  };
}
