import type { Actor } from "../vocabulary/events/actors.ts";
import type { Place } from "../vocabulary/whereabouts.ts";
import type { Client, Work } from "../services.ts";
import { insertEvent } from "./events.sql.ts";
import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";

export interface NewEvent<Type extends EventType> {
  readonly type: Type;
  /** Whom it happened to; null when there is no account. */
  readonly accountId: string | null;
  readonly actor: Actor;
  /** Whose policies or members it was about. */
  readonly organizationId?: string | null;
  readonly sessionId?: string | null;
  /** Absent when no request did it: the operator's commands, the passing of time. */
  readonly client?: Client | undefined;
  /** Of which request it is part, where its client is not told. */
  readonly requestId?: string | undefined;
  readonly data: EventData[Type];
}

/** Records what happened, in the transaction in which it happens. */
export async function recordEvent<Type extends EventType>(
  { tx, newId, now }: Work,
  event: NewEvent<Type>,
): Promise<void> {
  await insertEvent(tx, {
    id: newId("evnt"),
    at: now(),
    type: event.type,
    accountId: event.accountId,
    actorKind: event.actor.kind,
    actorId: "id" in event.actor ? event.actor.id : null,
    sessionId: event.sessionId ?? null,
    requestId: event.client?.requestId ?? event.requestId ?? null,
    ip: event.client?.ip ?? null,
    device: event.client?.device.text ?? null,
    place: writePlace(event.client?.place ?? null),
    data: JSON.stringify(event.data),
    organizationId: event.organizationId ?? null,
  });
}

// As it was known then: an address belongs to somewhere else a year later.
function writePlace(place: Place | null): string | null {
  if (!place) return null;
  const { text, country, precision, region } = place;
  return JSON.stringify({ text, country, precision, ...(region !== undefined && { region }) });
}
