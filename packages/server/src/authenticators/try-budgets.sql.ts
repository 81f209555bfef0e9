import { sql, type SqlBool } from "kysely";
import type { Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { deleteOldest } from "../database/sweep.ts";

export interface BudgetRow {
  readonly tries: number;
  readonly locks: number;
  readonly lockedUntil: number;
}

interface CountValues {
  readonly key: string;
  readonly now: number;
  readonly windowStart: number;
  readonly lockMemoryStart: number;
  readonly limit: number;
  /** Wrong tries in a row after which none is judged any more. */
  readonly ceiling: number;
  /** No lock of this clock ends later. */
  readonly latestLock: number;
}

const count = statement<CountValues, BudgetRow>((on, value) => {
  const expired = sql<boolean>`try_budgets.window_started_at <= ${value("windowStart")}`;
  const ahead = sql<boolean>`try_budgets.window_started_at > ${value("latestLock")}`;
  const isFree = sql<boolean>`(try_budgets.locked_until <= ${value("now")} or try_budgets.locked_until > ${value("latestLock")})`;
  return on
    .insertInto("tryBudgets")
    .values({ key: value("key"), windowStartedAt: value("now"), tries: 1, locks: 0, lockedUntil: 0, failures: 1 })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({
          tries: sql`case when ${expired} then 1 else try_budgets.tries + 1 end`,
          failures: sql`try_budgets.failures + 1`,
          windowStartedAt: sql`case when ${expired} or ${ahead} then excluded.window_started_at else try_budgets.window_started_at end`,
          // A lock from the future is none: the clock was set back. That there was one is not forgotten.
          lockedUntil: sql`case when try_budgets.locked_until > ${value("latestLock")} then 0 else try_budgets.locked_until end`,
          locks: sql`case when try_budgets.locked_until < ${value("lockMemoryStart")} then 0 else try_budgets.locks end`,
        })
        .where(
          sql<boolean>`${isFree} and (${expired} or try_budgets.tries < ${value("limit")})
            and try_budgets.failures < ${value("ceiling")}`,
        ),
    )
    .returning(["tries", "locks", "lockedUntil"]);
});

/**
 * Counts one try before it is judged, in one write. Undefined when the budget is locked.
 * A window that is over starts anew; the try that fills the budget is still judged, and locks it by its count.
 */
export function countTry(tx: Tx, values: CountValues): Promise<BudgetRow | undefined> {
  return count.first(tx, values);
}

/** Locks a budget that is full, and starts its next window after the lock. */
export async function lockBudget(tx: Tx, key: string, locks: number, lockedUntil: number): Promise<void> {
  await tx
    .updateTable("tryBudgets")
    .set({ tries: 0, locks, lockedUntil, windowStartedAt: lockedUntil })
    .where("key", "=", key)
    .execute();
}

/** Gives one try back that was counted and not judged. */
export async function uncountTry(tx: Tx, key: string, now: number): Promise<void> {
  await tx
    .updateTable("tryBudgets")
    .set({ tries: sql`tries - 1`, failures: sql`failures - 1` })
    .where("key", "=", key)
    .where("tries", ">", 0)
    .where("lockedUntil", "<=", now)
    .execute();
}

/** Takes back the lock that was made until then, and no other. */
export async function unlockBudget(
  tx: Tx,
  key: string,
  lockedUntil: number,
  { tries, now }: { tries: number; now: number },
): Promise<void> {
  await tx
    .updateTable("tryBudgets")
    .set({ tries, locks: sql`locks - 1`, lockedUntil: 0, windowStartedAt: now, failures: sql`failures - 1` })
    .where("key", "=", key)
    .where("lockedUntil", "=", lockedUntil)
    .execute();
}

export function findLock(tx: Tx, key: string): Promise<{ lockedUntil: number; failures: number } | undefined> {
  return tx.selectFrom("tryBudgets").select(["lockedUntil", "failures"]).where("key", "=", key).executeTakeFirst();
}

const clear = statement<{ key: string }>((on, value) => on.deleteFrom("tryBudgets").where("key", "=", value("key")));

/** A right answer clears the count: only wrong ones matter. */
export async function clearBudget(tx: Tx, key: string): Promise<void> {
  await clear.run(tx, { key });
}

const forgive = statement<{ key: string }>((on, value) =>
  on.updateTable("tryBudgets").set({ failures: 0 }).where("key", "=", value("key")),
);

/** Ends a row of wrong tries. Its lock stays. */
export async function endRow(tx: Tx, key: string): Promise<void> {
  await forgive.run(tx, { key });
}

/** Forgets budgets that are idle, those with wrong tries in a row later than others. */
export async function deleteIdleBudgets(
  tx: Tx,
  { before, beforeInARow }: { before: number; beforeInARow: number },
  most: number,
): Promise<number> {
  const idle = { key: ["key"], at: "windowStartedAt" } as const;
  const isFree = sql`locked_until < ${before}`;
  const none = sql<SqlBool>`failures = 0 and ${isFree}`;
  const done = await deleteOldest(tx, "tryBudgets", { ...idle, before, most, only: none });
  const some = sql<SqlBool>`failures <> 0 and ${isFree}`;
  return (
    done + (await deleteOldest(tx, "tryBudgets", { ...idle, before: beforeInARow, most: most - done, only: some }))
  );
}
