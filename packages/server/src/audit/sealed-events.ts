import type { Reader, Tx } from "../database/database.ts";
import type { EventRow } from "./events.sql.ts";
import {
  type Backwards,
  countBackwards,
  findNextIndex,
  insertReader,
  listActRows,
  listByIds,
  listPlacesBackwards,
  listSealedRows,
  moveReader,
} from "./sealed-events.sql.ts";

/** An event as the log holds it. */
export type SealedEvent = EventRow;

/** Whether the log holds events a reader has not come to. */
export async function hasUnread(read: Reader, reader: string): Promise<boolean> {
  return (await listSealedRows(read, (await findNextIndex(read, reader)) ?? 0, 1)).length > 0;
}

/**
 * Takes the next sealed events for a reader, and moves it on, in the transaction in which they are handled. Of servers
 * that try at once one gets them; the others get none.
 */
export async function takeSealed(tx: Tx, reader: string, limit: number): Promise<SealedEvent[]> {
  const from = (await findNextIndex(tx, reader)) ?? 0;
  if (from === 0) await insertReader(tx, reader);
  const rows = await listSealedRows(tx, from, limit);
  const last = rows.at(-1)?.leafIndex ?? null;
  return last !== null && (await moveReader(tx, reader, from, last + 1)) ? rows : [];
}

const actMilliseconds = 5000;

/** What else was done with the same request, or by the same hand within seconds. */
export function listSameAct(read: Reader, event: SealedEvent): Promise<SealedEvent[]> {
  return listActRows(read, event, actMilliseconds);
}

/** How many events of a type an account has before a place in the log; no more than `limit` are looked at. */
export function countSealed(read: Reader, back: Backwards, limit: number): Promise<number> {
  return countBackwards(read, back, limit);
}

/** A place, with the part of the country where that is known. */
export interface StoredPlace {
  readonly text: string;
  readonly country: string;
  readonly region?: string;
}

/** The places at which events of a type happened before a place in the log. */
export async function listSeenPlaces(read: Reader, back: Backwards): Promise<StoredPlace[]> {
  return (await listPlacesBackwards(read, back)).map((place) => JSON.parse(place) as StoredPlace);
}

/** Events by their ids; those that are gone are missing. */
export async function findEvents(read: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, SealedEvent>> {
  const rows = ids.length > 0 ? await listByIds(read, ids) : [];
  return new Map(rows.map((row) => [row.id, row]));
}
