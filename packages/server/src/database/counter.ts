import { sql } from "kysely";
import type { Tx } from "./database.ts";
import { statement } from "./statement.ts";

export interface Counted {
  readonly count: number;
  readonly windowStartedAt: number;
}

const count = statement<{ key: string; now: number; windowStart: number }, Counted>((on, value) => {
  const expired = sql<boolean>`throttles.window_started_at <= ${value("windowStart")}`;
  return on
    .insertInto("throttles")
    .values({ key: value("key"), windowStartedAt: value("now"), count: 1 })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when ${expired} then 1 else throttles.count + 1 end`,
        windowStartedAt: sql`case when ${expired} then excluded.window_started_at else throttles.window_started_at end`,
      }),
    )
    .returning(["count", "windowStartedAt"]);
});

/** Counts one more in a window that starts with its first count. One atomic write, shared by all servers. */
export async function countInWindow(tx: Tx, key: string, windowSeconds: number, now: number): Promise<Counted> {
  return (await count.first(tx, { key, now, windowStart: now - windowSeconds * 1000 })) as Counted;
}

/** Forgets counters whose window is long over. */
export async function sweepCounters(tx: Tx, now: number): Promise<void> {
  await tx
    .deleteFrom("throttles")
    .where("windowStartedAt", "<", now - 2 * 24 * 60 * 60 * 1000)
    .execute();
}
