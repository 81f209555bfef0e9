import type { Reader } from "../database/database.ts";
import { decideIsMeant, mostSearched } from "../rules/log/searching.ts";
import { listEvents, type ListedEvent, type ListedEvents } from "./list-events.ts";

const batch = 500;

interface Found {
  readonly rows: readonly ListedEvent[];
  /** Where to go on: further back there may be more. Null at the end of the log. */
  readonly nextCursor: string | null;
}

/**
 * The events whose text, as this reader is shown it, is meant by a search: held against the words on the page, so that it finds
 * what one sees in any script, on both databases. `show` gives what is shown of each.
 */
export async function searchEvents(
  read: Reader,
  filter: ListedEvents,
  search: string,
  show: (rows: readonly ListedEvent[]) => Promise<readonly (readonly (string | null | undefined)[])[]>,
): Promise<Found> {
  const found: ListedEvent[] = [];
  let { before } = filter;
  for (let looked = 0; looked < mostSearched; looked += batch) {
    const rows = await listEvents(read, { ...filter, before, limit: batch });
    const shown = await show(rows);
    for (const [at, row] of rows.entries()) {
      before = row.id;
      if (!decideIsMeant(search, shown[at] ?? [])) continue;
      found.push(row);
      if (found.length === filter.limit) return { rows: found, nextCursor: row.id };
    }
    if (rows.length < batch) return { rows: found, nextCursor: null };
  }
  return { rows: found, nextCursor: before ?? null };
}
