import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { SessionRow } from "./sessions.sql.ts";

/** Flags a session, unless it is flagged or has ended. True exactly once. */
export async function markFlagged(
  tx: Tx,
  id: string,
  flag: { flaggedAt: number; flaggedReason: string; flagEvidence: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set(flag)
    .where("id", "=", id)
    .where("flaggedAt", "is", null)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Takes a session's flag off, with what its owner has vouched for. True exactly once. */
export async function clearFlag(tx: Tx, id: string, vouchedEvidence: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set({ flaggedAt: null, flaggedReason: null, flagEvidence: null, failedStepUps: "[]", vouchedEvidence })
    .where("id", "=", id)
    .where("flaggedAt", "is not", null)
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function findEvidence(read: Reader, id: string): Promise<string | null> {
  const row = await read.selectFrom("sessions").select("flagEvidence").where("id", "=", id).executeTakeFirst();
  return row?.flagEvidence ?? null;
}

const findKnown = statement<{ id: string }, Pick<SessionRow, "lastPlace" | "vouchedEvidence">>((on, value) =>
  on.selectFrom("sessions").select(["lastPlace", "vouchedEvidence"]).where("id", "=", value("id")),
);

/** What is asked for only when a request is unlike the last one: the last place that was known, and what was vouched for. */
export function findKnownOf(
  read: Reader,
  id: string,
): Promise<Pick<SessionRow, "lastPlace" | "vouchedEvidence"> | undefined> {
  return findKnown.first(read, { id });
}

/** Keeps the instants of wrong answers, if they are still the ones read. */
export async function replaceFailedStepUps(tx: Tx, id: string, read: string, failed: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("sessions")
    .set({ failedStepUps: failed })
    .where("id", "=", id)
    .where("failedStepUps", "=", read)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export function listUnended(read: Reader, accountId: string): Promise<SessionRow[]> {
  return read
    .selectFrom("sessions")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("endedAt", "is", null)
    .execute();
}

/** Sessions whose flag is older than this and that nobody has ended: so many, those flagged first in front. */
export function listFlaggedBefore(
  read: Reader,
  before: number,
  limit: number,
): Promise<Pick<SessionRow, "id" | "accountId">[]> {
  return read
    .selectFrom("sessions")
    .select(["id", "accountId"])
    .where("flaggedAt", "<=", before)
    .where("endedAt", "is", null)
    .orderBy("flaggedAt")
    .limit(limit)
    .execute();
}
