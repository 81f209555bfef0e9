import { sql } from "kysely";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database/database.ts";

/** What the session check reads: the values in the order they are selected in below. Naming them would cost as much as the read. */
export type CallerRow = readonly [
  id: string,
  accountId: string,
  proofs: string,
  createdAt: number,
  lastSeenAt: number,
  expiresAt: number,
  confirmationEndedAt: number | null,
  flaggedAt: number | null,
  flaggedReason: string | null,
  browser: string,
  os: string,
  knownIp: string,
  knownAt: number,
  rememberedAt: number | null,
  programAt: number | null,
  /** Null for an account that belongs to no organization. */
  policyEpoch: number | null,
  email: string,
  name: string,
];

/** Finds a live session and its account by the token's hash. */
export type FindCallerRow = (tokenHash: Uint8Array) => AtOnce<CallerRow | undefined>;

/**
 * The hottest read: one statement, compiled once, over two tables of two slices. It stands here, to the right of both,
 * so that a session check costs one look-up (docs/decisions/0002).
 */
export function prepareFindCaller(database: Database): FindCallerRow {
  return database.prepareRead((read) =>
    // In the order of `CallerRow`.
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
