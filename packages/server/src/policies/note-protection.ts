import { recordEvent } from "../audit/record-event.ts";
import type { Actor } from "../vocabulary/events/actors.ts";
import type { EventData } from "../vocabulary/events/catalogue.ts";
import type { Client, Work } from "../services.ts";
import { listPlaces } from "./memberships.ts";

interface Protected {
  readonly accountId: string;
  readonly actor: Actor;
  readonly client?: Client | undefined;
}

/**
 * Tells every organization an account belongs to that what protects it changed: in its own log, in the same transaction, and
 * without device and address, for these are the member's (docs/decisions/0055).
 */
export async function noteProtection(
  work: Work,
  { accountId, actor, client }: Protected,
  data: EventData["member.protection-changed"],
): Promise<void> {
  const requestId = client?.requestId;
  for (const { organizationId } of await listPlaces(work.tx, accountId))
    await recordEvent(work, { type: "member.protection-changed", accountId, actor, organizationId, requestId, data });
}
