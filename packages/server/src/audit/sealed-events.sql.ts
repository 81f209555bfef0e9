import type { Reader, Tx } from "../database/database.ts";
import type { EventRow } from "./events.sql.ts";

export async function findNextIndex(read: Reader, name: string): Promise<number | undefined> {
  const row = await read.selectFrom("logReaders").select("nextIndex").where("name", "=", name).executeTakeFirst();
  return row?.nextIndex;
}

export async function insertReader(tx: Tx, name: string): Promise<void> {
  await tx
    .insertInto("logReaders")
    .values({ name, nextIndex: 0 })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** Moves a reader on, if it still stands where it was read. True for one of those who try at once. */
export async function moveReader(tx: Tx, name: string, from: number, to: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("logReaders")
    .set({ nextIndex: to })
    .where("name", "=", name)
    .where("nextIndex", "=", from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Sealed events from a place in the log on, in the log's order. */
export function listSealedRows(read: Reader, from: number, limit: number): Promise<EventRow[]> {
  return read
    .selectFrom("events")
    .selectAll()
    .where("leafIndex", "is not", null)
    .where("leafIndex", ">=", from)
    .orderBy("leafIndex")
    .limit(limit)
    .execute();
}

/** Events of an account that one request made; or, where no request did, one actor within a few seconds. */
export function listActRows(read: Reader, event: EventRow, withinMilliseconds: number): Promise<EventRow[]> {
  const { id, accountId, requestId, actorKind, actorId, at } = event;
  let query = read
    .selectFrom("events")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("id", "<>", id)
    .where("at", ">=", at - withinMilliseconds)
    .where("at", "<=", at + withinMilliseconds);
  query =
    requestId === null
      ? query.where("requestId", "is", null).where("actorKind", "=", actorKind).where("actorId", "=", actorId)
      : query.where("requestId", "=", requestId);
  return query.orderBy("id").limit(200).execute();
}

export interface Backwards {
  readonly accountId: string;
  readonly type: string;
  /** After this instant. */
  readonly since: number;
  /** Up to this place in the log. */
  readonly before: number;
}

/** The newest of an account's sealed events of one type before a place in the log. */
export async function countBackwards(read: Reader, back: Backwards, limit: number): Promise<number> {
  const rows = await backwards(read, back).select("id").orderBy("id", "desc").limit(limit).execute();
  return rows.length;
}

export async function listPlacesBackwards(read: Reader, back: Backwards): Promise<string[]> {
  const rows = await backwards(read, back).select("place").where("place", "is not", null).distinct().execute();
  return rows.map(({ place }) => place ?? "");
}

function backwards(read: Reader, { accountId, type, since, before }: Backwards) {
  return read
    .selectFrom("events")
    .where("accountId", "=", accountId)
    .where("type", "=", type)
    .where("at", ">", since)
    .where("leafIndex", "<", before);
}

export function listByIds(read: Reader, ids: readonly string[]): Promise<EventRow[]> {
  return read.selectFrom("events").selectAll().where("id", "in", ids).execute();
}
