import type { Actor } from "../vocabulary/events/actors.ts";
import type { EventRow } from "./events.sql.ts";
import { catalogue, type EventType, isEventType } from "../vocabulary/events/catalogue.ts";
import type { EventDefinition, EventKind } from "../vocabulary/events/define.ts";

/** An event in words: who, and what they did. */
export interface DescribedEvent {
  readonly kind: EventKind;
  /** "You", "An operator", or a name. */
  readonly actor: string;
  /** To be read after the actor: "added the passkey “Laptop”". */
  readonly text: string;
}

/** Tells an event. `nameOf` gives an account's name in the eyes of the reader, where it has one. */
export function describeEvent(
  row: Pick<EventRow, "type" | "actorKind" | "actorId" | "data">,
  nameOf: (accountId: string) => string | undefined,
): DescribedEvent {
  const actor = nameActor(row.actorKind as Actor["kind"], row.actorId, nameOf);
  const kind = isEventType(row.type) ? catalogue[row.type].kind : "log";
  return { kind, actor, text: sentenceOf(row.type, JSON.parse(row.data)) };
}

/** What an event says, without who did it. */
export function sentenceOf(type: string, data: unknown): string {
  const definition = isEventType(type) ? (catalogue[type] as EventDefinition) : undefined;
  // A newer server on the same database knows types this one does not; of an erased event only the type is left.
  const read = definition?.data.safeParse(data);
  return definition && read?.success ? definition.says(read.data) : type.replace(/[.-]/g, " ");
}

function nameActor(kind: Actor["kind"], id: string | null, nameOf: (id: string) => string | undefined): string {
  const names: Readonly<Record<Actor["kind"], string>> = {
    account: (id !== null && nameOf(id)) || "The account's owner",
    operator: "An operator",
    "api-key": "An API key",
    "organization-admin": (id !== null && nameOf(id)) || "An administrator",
    scim: "The directory",
    "identity-provider": "An identity provider",
    "setup-link": "Whoever has the set-up link",
    host: "The app",
    anonymous: "Someone",
    system: "The server",
  };
  return names[kind];
}

/** Parses what an event of a known type carries. Throws when it is not what the catalogue says. */
export function parseEventData(type: EventType, data: string): unknown {
  return (catalogue[type] as EventDefinition).data.parse(JSON.parse(data));
}
