import { sql } from "kysely";
import type { Tx } from "./database.ts";

export interface Counted {
  readonly count: number;
  readonly windowStartedAt: number;
}

/** Counts one more in a window that starts with its first count. One atomic write, shared by all servers. */
export async function countInWindow(tx: Tx, key: string, windowSeconds: number, now: number): Promise<Counted> {
  const expired = sql<boolean>`throttles.window_started_at <= ${now - windowSeconds * 1000}`;
  return tx
    .insertInto("throttles")
    .values({ key, windowStartedAt: now, count: 1 })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when ${expired} then 1 else throttles.count + 1 end`,
        windowStartedAt: sql`case when ${expired} then ${sql.val(now)} else throttles.window_started_at end`,
      }),
    )
    .returning(["count", "windowStartedAt"])
    .executeTakeFirstOrThrow();
}

/** Forgets counters whose window is long over. */
export async function sweepCounters(tx: Tx, now: number): Promise<void> {
  await tx
    .deleteFrom("throttles")
    .where("windowStartedAt", "<", now - 2 * 24 * 60 * 60 * 1000)
    .execute();
}
