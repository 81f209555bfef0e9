import type { Tx } from "../database/database.ts";
import { isSameReading } from "../rules/reading.ts";
import type { Client, Services } from "../services.ts";
import type { EventData } from "./events.ts";
import { listEvents } from "./list-events.ts";
import { recordEvent } from "./record-event.ts";

interface Reader {
  readonly accountId: string;
  readonly sessionId: string;
  /** Whose log is read, when it is an organization's. */
  readonly organizationId?: string;
  readonly client: Client;
}

/** Records that other people's events are read. A further page is the same reading, when there is one it can belong to. */
export async function noteReading(
  tx: Tx,
  services: Services,
  { accountId, sessionId, organizationId, client }: Reader,
  data: EventData["events.read"],
  isFurtherPage: boolean,
): Promise<void> {
  const who = { accountId, sessionId, ...(organizationId !== undefined && { organizationId }) };
  const [last] = await listEvents(tx, { accountId, type: "events.read", limit: 1 });
  const next = { sessionId, organizationId: organizationId ?? null, data: JSON.stringify(data), at: services.now() };
  if (isFurtherPage && isSameReading(last, next)) return;
  const actor = { kind: "account", id: accountId } as const;
  await recordEvent(tx, services, { ...who, type: "events.read", actor, client, data });
}
