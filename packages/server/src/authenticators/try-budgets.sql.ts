import { sql } from "kysely";
import type { Tx } from "../database/database.ts";

export interface BudgetRow {
  readonly tries: number;
  readonly locks: number;
  readonly lockedUntil: number;
}

/**
 * Counts one try before it is judged, in one write. Undefined when the budget is locked.
 * A window that is over starts anew; the try that fills the budget is still judged, and locks it by its count.
 */
export function countTry(
  tx: Tx,
  key: string,
  {
    now,
    windowStart,
    lockMemoryStart,
    limit,
  }: { now: number; windowStart: number; lockMemoryStart: number; limit: number },
): Promise<BudgetRow | undefined> {
  const expired = sql<boolean>`try_budgets.window_started_at <= ${windowStart}`;
  return tx
    .insertInto("tryBudgets")
    .values({ key, windowStartedAt: now, tries: 1, locks: 0, lockedUntil: 0 })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({
          tries: sql`case when ${expired} then 1 else try_budgets.tries + 1 end`,
          windowStartedAt: sql`case when ${expired} then ${sql.val(now)} else try_budgets.window_started_at end`,
          locks: sql`case when try_budgets.locked_until < ${lockMemoryStart} then 0 else try_budgets.locks end`,
        })
        .where(sql<boolean>`try_budgets.locked_until <= ${now} and (${expired} or try_budgets.tries < ${limit})`),
    )
    .returning(["tries", "locks", "lockedUntil"])
    .executeTakeFirst();
}

/** Locks a budget that is full, and starts its next window after the lock. */
export async function lockBudget(tx: Tx, key: string, locks: number, lockedUntil: number): Promise<void> {
  await tx
    .updateTable("tryBudgets")
    .set({ tries: 0, locks, lockedUntil, windowStartedAt: lockedUntil })
    .where("key", "=", key)
    .execute();
}

export async function findLockedUntil(tx: Tx, key: string): Promise<number | undefined> {
  return (await tx.selectFrom("tryBudgets").select("lockedUntil").where("key", "=", key).executeTakeFirst())
    ?.lockedUntil;
}

/** A right answer clears the count: only wrong ones matter. */
export async function clearBudget(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom("tryBudgets").where("key", "=", key).execute();
}

export async function deleteIdleBudgets(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("tryBudgets").where("windowStartedAt", "<", before).where("lockedUntil", "<", before).execute();
}
