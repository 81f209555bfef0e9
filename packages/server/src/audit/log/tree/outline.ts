import type { EventRow } from "../../events.sql.ts";
import type { Details, Outline } from "./entry.ts";

/** The so-manieth sealed event of its account and of its organization. */
export interface EventNumbers {
  readonly accountNumber: number | null;
  readonly organizationNumber: number | null;
}

/** What of an event stays when its account is erased. */
export function outlineOf(event: EventRow, { accountNumber, organizationNumber }: EventNumbers): Outline {
  return {
    type: event.type,
    actor: { kind: event.actorKind, id: event.actorId },
    account: event.accountId,
    accountNumber,
    organization: event.organizationId,
    organizationNumber,
    session: event.sessionId,
    request: event.requestId,
  };
}

/** What of an event goes then. */
export function detailsOf({ data, ip, device, place }: EventRow): Details {
  return {
    data: JSON.parse(data) as Details["data"],
    ip,
    device,
    place: place === null ? null : (JSON.parse(place) as Details["place"]),
  };
}
