import { sql } from "kysely";
import type { Reader, Tx } from "./database.ts";
import { latestPossible } from "../vocabulary/instants.ts";
import { statement } from "./statement.ts";
import { deleteOldest, type Sweep } from "./sweep.ts";

export interface Counted {
  readonly count: number;
  readonly windowStartedAt: number;
}

const count = statement<{ key: string; now: number; windowStart: number; latest: number }, Counted>((on, value) => {
  const expired = sql<boolean>`throttles.window_started_at <= ${value("windowStart")}`;
  return on
    .insertInto("throttles")
    .values({ key: value("key"), windowStartedAt: value("now"), count: 1 })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when ${expired} then 1 else throttles.count + 1 end`,
        // A window from the future begins now, and keeps its count: the clock was set back.
        windowStartedAt: sql`case when ${expired} or throttles.window_started_at > ${value("latest")} then excluded.window_started_at else throttles.window_started_at end`,
      }),
    )
    .returning(["count", "windowStartedAt"]);
});

/** Counts one more in a window that starts with its first count. One atomic write, shared by all servers. */
export async function countInWindow(tx: Tx, key: string, windowSeconds: number, now: number): Promise<Counted> {
  return (await count.first(tx, {
    key,
    now,
    windowStart: now - windowSeconds * 1000,
    latest: latestPossible(now),
  })) as Counted;
}

/** Whether anything was counted in the window that runs. Reads only: of two that ask at once both may hear no. */
export async function isCountedIn(read: Reader, key: string, windowSeconds: number, now: number): Promise<boolean> {
  const row = await read
    .selectFrom("throttles")
    .select("key")
    .where("key", "=", key)
    .where("windowStartedAt", ">", now - windowSeconds * 1000)
    .where("windowStartedAt", "<=", latestPossible(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets counters whose window is long over. */
export const sweepCounters: Sweep = (tx, now, most) =>
  deleteOldest(tx, "throttles", { key: ["key"], at: "windowStartedAt", before: now - 2 * 24 * 60 * 60 * 1000, most });

const countFree = statement<{ key: string; now: number; limit: number }, { count: number }>((on, value) =>
  on
    .insertInto("throttles")
    .values({ key: value("key"), windowStartedAt: value("now"), count: 1 })
    .onConflict((conflict) =>
      conflict
        .column("key")
        .doUpdateSet({ count: sql`throttles.count + 1` })
        .where(sql<boolean>`throttles.count < ${value("limit")}`),
    )
    .returning(["count"]),
);

/** Takes one of `limit` places under a key that names its own window, such as a day. False when none is left. */
export async function takePlace(tx: Tx, key: string, limit: number, now: number): Promise<boolean> {
  return (await countFree.first(tx, { key, now, limit })) !== undefined;
}

/** Holds a key until the transaction ends, so that what is decided by counting its rows is decided one at a time. */
export async function holdKey(tx: Tx, key: string, now: number): Promise<void> {
  await count.first(tx, { key, now, windowStart: now, latest: latestPossible(now) });
}
