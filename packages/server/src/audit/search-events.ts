import type { Reader } from "../database/database.ts";
import { decideIsMeant, mostSearched } from "../rules/log/searching.ts";
import { listEvents, type ListedEvent, type ListedEvents } from "./list-events.ts";

const batch = 500;

interface Found<Shown> {
  readonly items: readonly Shown[];
  /** Where to go on: further back there may be more. Null at the end of the log. */
  readonly nextCursor: string | null;
}

/** How events are shown to their reader, one for each in the same order, and what of that is searched. */
interface Showing<Shown> {
  readonly show: (rows: readonly ListedEvent[]) => Promise<readonly Shown[]>;
  readonly wordsOf: (shown: Shown) => readonly (string | null | undefined)[];
}

/**
 * The events whose text, as this reader is shown it, is meant by a search: held against the words on the page, so that it finds
 * what one sees in any script, on both databases.
 */
export async function searchEvents<Shown>(
  read: Reader,
  filter: ListedEvents,
  search: string,
  { show, wordsOf }: Showing<Shown>,
): Promise<Found<Shown>> {
  const found: Shown[] = [];
  let { before } = filter;
  for (let looked = 0; looked < mostSearched; looked += batch) {
    const rows = await listEvents(read, { ...filter, before, limit: batch });
    const shown = await show(rows);
    for (const [at, row] of rows.entries()) {
      before = row.id;
      const item = shown[at];
      if (item === undefined || !decideIsMeant(search, wordsOf(item))) continue;
      found.push(item);
      if (found.length === filter.limit) return { items: found, nextCursor: row.id };
    }
    if (rows.length < batch) return { items: found, nextCursor: null };
  }
  return { items: found, nextCursor: before ?? null };
}
