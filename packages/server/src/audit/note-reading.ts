import { itself } from "../vocabulary/events/actors.ts";
import { isSameReading, type Reading } from "../rules/log/reading.ts";
import type { Client, View, Work } from "../services.ts";
import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";
import { listEvents } from "./list-events.ts";
import { recordEvent } from "./record-event.ts";

interface Reader {
  readonly accountId: string;
  readonly sessionId: string;
  /** Whose log is read, when it is an organization's. */
  readonly organizationId?: string;
  readonly client: Client;
}

/** Whether the last reading of this kind is the same, and not long ago. */
export async function isReadingNoted(
  view: View,
  { accountId, type }: { accountId: string; type: EventType },
  next: Reading,
): Promise<boolean> {
  const [last] = await listEvents(view.read, { accountId, type, limit: 1 });
  return isSameReading(last, next);
}

/** Records that other people's events are read. A further page is the same reading, when there is one it can belong to. */
export async function noteReading(
  work: Work,
  { accountId, sessionId, organizationId, client }: Reader,
  data: EventData["events.read"],
  isFurtherPage: boolean,
): Promise<void> {
  const who = { accountId, sessionId, ...(organizationId !== undefined && { organizationId }) };
  const next = { sessionId, organizationId: organizationId ?? null, data: JSON.stringify(data), at: work.now() };
  if (isFurtherPage && (await isReadingNoted(work, { accountId, type: "events.read" }, next))) return;
  const actor = itself(accountId);
  await recordEvent(work, { ...who, type: "events.read", actor, client, data });
}
