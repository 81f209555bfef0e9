import { type Selectable, sql } from "kysely";
import { bulk } from "../../database/bulk.ts";
import type { Reader, Tx } from "../../database/database.ts";
import { among } from "../../database/lists.ts";
import { statement } from "../../database/statement.ts";
import type { Tables } from "../../database/tables.ts";

export type LogStateRow = Selectable<Tables["logState"]>;
export type CheckpointRow = Omit<Selectable<Tables["logCheckpoints"]>, "thinnedAt">;
export type LogKeyRow = Selectable<Tables["logKeys"]>;
export type NodeRow = Selectable<Tables["logNodes"]>;

const hold = statement<object, LogStateRow>((on) =>
  on
    .updateTable("logState")
    .set(({ ref }) => ({ size: ref("size") }))
    .where("id", "=", 1)
    .returningAll(),
);

/**
 * Holds the log until the transaction ends, and tells how it is then. Whoever seals, or changes what is sealed, takes it
 * first: on every server one after the other.
 */
export async function holdLog(tx: Tx): Promise<LogStateRow> {
  const held = await hold.first(tx, {});
  if (held) return held;
  await tx
    .insertInto("logState")
    .values({ id: 1, size: 0, frontier: new Uint8Array() })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  return (await hold.first(tx, {})) as LogStateRow;
}

export function findLogState(read: Reader): Promise<LogStateRow | undefined> {
  return read.selectFrom("logState").selectAll().where("id", "=", 1).executeTakeFirst();
}

const grow = statement<{ oldSize: number; size: number; frontier: Uint8Array; sealedAt: number }>((on, value) =>
  on
    .updateTable("logState")
    .set({ size: value("size"), frontier: value("frontier"), sealedAt: value("sealedAt") })
    .where("id", "=", 1)
    .where("size", "=", value("oldSize")),
);

/** Grows the log; false when it is not of the old size any more. */
export async function growLog(
  tx: Tx,
  values: { oldSize: number; size: number; frontier: Uint8Array; sealedAt: number },
): Promise<boolean> {
  return (await grow.run(tx, values)) === 1n;
}

const insertNode = statement<NodeRow>((on, value) =>
  on.insertInto("logNodes").values({ level: value("level"), nodeIndex: value("nodeIndex"), hash: value("hash") }),
);

export async function insertNodes(tx: Tx, nodes: readonly NodeRow[]): Promise<void> {
  for (const node of nodes) await insertNode.run(tx, node);
}

const nodesBetween = statement<{ level: number; from: number; to: number }, NodeRow>((on, value) =>
  on
    .selectFrom("logNodes")
    .selectAll()
    .where("level", "=", value("level"))
    .where("nodeIndex", ">=", value("from"))
    .where("nodeIndex", "<", value("to"))
    .orderBy("nodeIndex"),
);

export function listNodes(read: Reader, level: number, from: number, to: number): Promise<NodeRow[]> {
  return nodesBetween.all(read, { level, from, to });
}

interface SubjectRow {
  readonly subject: string;
  readonly events: number;
}

/** Counts sealed events of accounts and organizations. Answers the new counts. */
export const countSubjects = bulk<SubjectRow, SubjectRow>(["subject", "events"], (on, rows) =>
  on
    .insertInto("logSubjects")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("subject").doUpdateSet({ events: sql`log_subjects.events + excluded.events` }),
    )
    .returning(["subject", "events"]),
);

export async function insertCheckpoint(tx: Tx, checkpoint: CheckpointRow): Promise<void> {
  await tx
    .insertInto("logCheckpoints")
    .values(checkpoint)
    .onConflict((conflict) => conflict.column("size").doNothing())
    .execute();
}

const newest = statement<object, CheckpointRow>((on) =>
  on.selectFrom("logCheckpoints").selectAll().orderBy("size", "desc").limit(1),
);

export function findNewestCheckpoint(read: Reader): Promise<CheckpointRow | undefined> {
  return newest.first(read, {});
}

export function findCheckpointOf(read: Reader, size: number): Promise<CheckpointRow | undefined> {
  return read.selectFrom("logCheckpoints").selectAll().where("size", "=", size).executeTakeFirst();
}

/** The first key ever made: a log has one name. */
export function findLogKey(read: Reader): Promise<LogKeyRow | undefined> {
  return read.selectFrom("logKeys").selectAll().orderBy("createdAt").orderBy("origin").limit(1).executeTakeFirst();
}

export async function insertLogKey(tx: Tx, key: LogKeyRow): Promise<void> {
  await tx.insertInto("logKeys").values(key).execute();
}

const hour = 3_600_000;

/**
 * Deletes checkpoints signed before an instant, but for the last of each hour and those witnesses were told. Each is looked at
 * once: one that stays is marked. Answers how many were looked at.
 */
export async function thinCheckpoints(
  tx: Tx,
  { before, now }: { before: number; now: number },
  most: number,
): Promise<number> {
  const looked = await tx
    .selectFrom("logCheckpoints")
    .select("size")
    .where("thinnedAt", "is", null)
    .where("at", "<", before)
    .where("size", "not in", (from) => from.selectFrom("logWitnesses").select("size"))
    .orderBy("at")
    .limit(most)
    .execute();
  const sizes = looked.map(({ size }) => size);
  if (sizes.length === 0) return 0;
  await sql`delete from log_checkpoints where size in ${among(sizes)} and exists (select 1 from log_checkpoints later
    where later.at >= log_checkpoints.at / ${sql.lit(hour)} * ${sql.lit(hour)} and later.at < (log_checkpoints.at / ${sql.lit(hour)} + 1) * ${sql.lit(hour)}
      and later.size > log_checkpoints.size)`.execute(tx);
  await tx.updateTable("logCheckpoints").set({ thinnedAt: now }).where("size", "in", sizes).execute();
  return sizes.length;
}
