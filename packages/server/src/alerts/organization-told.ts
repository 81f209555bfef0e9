import type { EventData, EventType } from "../vocabulary/events/catalogue.ts";

/** What the words about an organization are made of. */
export interface OrganizationTold<Type extends EventType> {
  readonly data: EventData[Type];
  readonly organization: string;
  /** Who did it, by name; "An operator" and the like for others. */
  readonly by: string;
  /** Whom it happened to, by name. */
  readonly member: string;
  /** Whether the reader is that member. */
  readonly isMember: boolean;
}
