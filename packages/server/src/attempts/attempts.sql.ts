import { type Selectable, sql } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { Operation, Proof, Purpose } from "../rules/vocabulary.ts";
import type { Attempt } from "./attempt.ts";

type AttemptRow = Selectable<Tables["attempts"]>;

function toAttempt(row: AttemptRow): Attempt {
  return {
    ...row,
    purpose: row.purpose as Purpose,
    operation: row.operation as Operation | null,
    proofs: JSON.parse(row.proofs) as Proof[],
  };
}

export async function insertAttempt(tx: Tx, attempt: Attempt): Promise<void> {
  await tx
    .insertInto("attempts")
    .values({ ...attempt, proofs: JSON.stringify(attempt.proofs) })
    .execute();
}

export async function findAttempt(read: Reader, id: string): Promise<Attempt | undefined> {
  const row = await read.selectFrom("attempts").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toAttempt(row);
}

/** Counts a try of an open attempt before it is judged. Undefined when it is over or has no tries left. */
export async function takeAttemptTry(tx: Tx, id: string, limit: number, now: number): Promise<Attempt | undefined> {
  const row = await tx
    .updateTable("attempts")
    .set({ tries: sql`tries + 1` })
    .where("id", "=", id)
    .where("completedAt", "is", null)
    .where("failedAt", "is", null)
    .where("expiresAt", ">", now)
    .where("tries", "<", limit)
    .returningAll()
    .executeTakeFirst();
  return row && toAttempt(row);
}

/** Gives a try back that was not judged, or whose answer was right. */
export async function returnAttemptTry(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ tries: sql`tries - 1` })
    .where("id", "=", id)
    .execute();
}

/** Holds an open attempt until the transaction ends. False when another request has closed it. */
export async function holdOpen(tx: Tx, id: string, now: number): Promise<Attempt | undefined> {
  const row = await tx
    .updateTable("attempts")
    .set(({ ref }) => ({ tries: ref("tries") }))
    .where("id", "=", id)
    .where("completedAt", "is", null)
    .where("failedAt", "is", null)
    .where("expiresAt", ">", now)
    .returningAll()
    .executeTakeFirst();
  return row && toAttempt(row);
}

export async function setProofs(
  tx: Tx,
  id: string,
  proofs: readonly Proof[],
  completedAt: number | null,
): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ proofs: JSON.stringify(proofs), completedAt })
    .where("id", "=", id)
    .execute();
}

/** Fails an attempt that has no tries left. */
export async function markFailed(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ failedAt: now })
    .where("id", "=", id)
    .where("completedAt", "is", null)
    .execute();
}

export async function deleteOldAttempts(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("attempts").where("expiresAt", "<", before).execute();
}
