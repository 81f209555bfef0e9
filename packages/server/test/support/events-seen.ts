import { appendFileSync } from "node:fs";
import { parseEventData } from "../../src/audit/describe-event.ts";
import { type EventType, isEventType } from "../../src/vocabulary/events/catalogue.ts";
import type { Reader } from "../../src/database/database.ts";

/** Where `npm test` collects the types of event its suites produced, to compare them with the catalogue. */
const file = process.env["EVENT_TYPES_SEEN"];

/** Holds every event a server recorded against the catalogue. Throws when one is not what its schema says. */
export async function noteEvents(read: Reader): Promise<void> {
  const rows = await read.selectFrom("events").select(["type", "data", "accountId"]).execute();
  const deleted = new Set(rows.filter(({ type }) => type === "account.deleted").map(({ accountId }) => accountId));
  const types = new Set<EventType>();
  for (const { type, data, accountId } of rows) {
    if (!isEventType(type)) continue;
    types.add(type);
    // Of an erased account's events only the skeleton is left.
    if (!deleted.has(accountId)) parseEventData(type, data);
  }
  if (file && types.size > 0) appendFileSync(file, `${[...types].join("\n")}\n`);
}
