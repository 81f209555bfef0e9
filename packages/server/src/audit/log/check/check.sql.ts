import { sql } from "kysely";
import { latestPossible } from "../../../vocabulary/instants.ts";
import type { Reader, Tx } from "../../../database/database.ts";
import { statement } from "../../../database/statement.ts";
import type { EventRow } from "../../events.sql.ts";
import type { LeafRow } from "../leaves.sql.ts";
import type { CheckpointRow, NodeRow } from "../log.sql.ts";

interface Span {
  readonly from: number;
  readonly to: number;
}

const leavesIn = statement<Span, LeafRow>((on, value) =>
  on
    .selectFrom("logLeaves")
    .selectAll()
    .where("leafIndex", ">=", value("from"))
    .where("leafIndex", "<", value("to"))
    .orderBy("leafIndex"),
);
const eventsIn = statement<Span, EventRow>((on, value) =>
  on
    .selectFrom("events")
    .selectAll()
    .where("leafIndex", ">=", value("from"))
    .where("leafIndex", "<", value("to"))
    .orderBy("leafIndex"),
);
const checkpointsIn = statement<Span, CheckpointRow>((on, value) =>
  on
    .selectFrom("logCheckpoints")
    .selectAll()
    .where("size", ">", value("from"))
    .where("size", "<=", value("to"))
    .orderBy("size"),
);

/** Leaves, and events that say they are these entries, from one index up to before another. */
export const listLeaves = (read: Reader, from: number, to: number): Promise<LeafRow[]> =>
  leavesIn.all(read, { from, to });
export const listEventsOfLeaves = (read: Reader, from: number, to: number): Promise<EventRow[]> =>
  eventsIn.all(read, { from, to });
/** Checkpoints larger than one size and not larger than another. */
export const listCheckpoints = (read: Reader, from: number, to: number): Promise<CheckpointRow[]> =>
  checkpointsIn.all(read, { from, to });

export function findNode(read: Reader, level: number, nodeIndex: number): Promise<NodeRow | undefined> {
  return read
    .selectFrom("logNodes")
    .selectAll()
    .where("level", "=", level)
    .where("nodeIndex", "=", nodeIndex)
    .executeTakeFirst();
}

/** Which of these accounts the log says were deleted. */
export async function listDeleted(read: Reader, accountIds: readonly string[]): Promise<Set<string | null>> {
  const found = new Set<string | null>();
  for (const accountId of accountIds) {
    const row = await read
      .selectFrom("events")
      .select("id")
      .where("accountId", "=", accountId)
      .where("type", "=", "account.deleted")
      .limit(1)
      .executeTakeFirst();
    if (row) found.add(accountId);
  }
  return found;
}

/** The data of what the log says was forgotten, the newest first; a handful is enough. */
export async function listForgotten(read: Reader): Promise<string[]> {
  const rows = await read
    .selectFrom("events")
    .select("data")
    .where("type", "=", sql.lit("events.expired"))
    .orderBy("id", "desc")
    .limit(10)
    .execute();
  return rows.map(({ data }) => data);
}

/** Something that stands outside a log of this size: a leaf, or an event that says it is an entry. */
export async function findOutside(read: Reader, size: number): Promise<{ leafIndex: number | null } | undefined> {
  const leaf = await read
    .selectFrom("logLeaves")
    .select("leafIndex")
    .where((is) => is.or([is("leafIndex", ">=", size), is("leafIndex", "<", 0)]))
    .limit(1)
    .executeTakeFirst();
  if (leaf) return leaf;
  return read
    .selectFrom("events")
    .select("leafIndex")
    .where("leafIndex", "is not", null)
    .where((is) => is.or([is("leafIndex", ">=", size), is("leafIndex", "<", 0)]))
    .limit(1)
    .executeTakeFirst();
}

/** The oldest event that is not sealed. */
export function findUnsealed(read: Reader): Promise<{ id: string; at: number } | undefined> {
  return read
    .selectFrom("events")
    .select(["id", "at"])
    .where("leafIndex", "is", null)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
}

/** Claims the check for one server: true for one that asks, until the time is over. */
export async function claimCheck(tx: Tx, now: number, checkClaimedUntil: number): Promise<boolean> {
  const claimed = await tx
    .updateTable("logState")
    .set({ checkClaimedUntil })
    .where((is) =>
      is.or([
        is("checkClaimedUntil", "is", null),
        is("checkClaimedUntil", "<=", now),
        is("checkClaimedUntil", ">", latestPossible(checkClaimedUntil)),
      ]),
    )
    .executeTakeFirst();
  return claimed.numUpdatedRows === 1n;
}

export async function noteCheck(
  tx: Tx,
  checked: { checkedAt: number; checkedSize: number; problem: string | null },
): Promise<void> {
  await tx
    .updateTable("logState")
    .set({ ...checked, checkClaimedUntil: null })
    .where("id", "=", 1)
    .execute();
}
