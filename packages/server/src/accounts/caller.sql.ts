import { sql } from "kysely";
import type { Database } from "../database/database.ts";

/** What the session check reads, with the columns named as the database has them. */
export interface CallerRow {
  readonly id: string;
  readonly account_id: string;
  readonly proofs: string;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
  readonly confirmation_ended_at: number | null;
  readonly flagged_at: number | null;
  readonly flagged_reason: string | null;
  readonly browser: string;
  readonly os: string;
  readonly known_ip: string;
  readonly known_at: number;
  readonly remembered_at: number | null;
  readonly program_at: number | null;
  /** Null for an account that belongs to no organization. */
  readonly policy_epoch: number | null;
  readonly email: string;
  readonly name: string;
}

/** Finds a live session and its account by the token's hash. */
export type FindCallerRow = (tokenHash: Uint8Array) => Promise<CallerRow | undefined> | CallerRow | undefined;

/**
 * The hottest read: one statement, compiled once, over two tables of two slices. It stands here, to the right of both,
 * so that a session check costs one look-up (docs/decisions/0002).
 */
export function prepareFindCaller(database: Database): FindCallerRow {
  return database.prepareRead((read) =>
    read
      .selectFrom("sessions")
      .innerJoin("accounts", "accounts.id", "sessions.accountId")
      .select([
        "sessions.id",
        "sessions.accountId",
        "sessions.proofs",
        "sessions.createdAt",
        "sessions.lastSeenAt",
        "sessions.expiresAt",
        "sessions.confirmationEndedAt",
        "sessions.flaggedAt",
        "sessions.flaggedReason",
        "sessions.browser",
        "sessions.os",
        ({ fn }) => fn.coalesce("sessions.lastIp", "sessions.ip").as("knownIp"),
        ({ fn }) => fn.coalesce("sessions.locatedAt", "sessions.createdAt").as("knownAt"),
        "sessions.rememberedAt",
        "sessions.programAt",
        ({ selectFrom }) =>
          selectFrom("policyEpochs")
            .select("policyEpochs.epoch")
            .where("policyEpochs.id", "=", sql<number>`1`)
            .where(({ exists, selectFrom: from }) =>
              exists(
                from("memberships").select("memberships.id").whereRef("memberships.accountId", "=", "accounts.id"),
              ),
            )
            .as("policyEpoch"),
        "accounts.email",
        "accounts.name",
      ])
      .where("sessions.tokenHash", "=", new Uint8Array())
      .where("sessions.endedAt", "is", null)
      .where("accounts.suspendedAt", "is", null),
  ) as FindCallerRow;
}
