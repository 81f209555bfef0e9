import { accountEvents } from "./accounts.ts";
import { authenticatorEvents } from "./authenticators.ts";
import { domainEvents } from "./domains.ts";
import type { EventDefinition, EventKind } from "./define.ts";
import { logEvents } from "./log.ts";
import { organizationEvents } from "./organizations.ts";
import { policyEvents } from "./policies.ts";
import { requestEvents } from "./requests.ts";
import { signInEvents } from "./sign-ins.ts";
import { ssoEvents } from "./sso.ts";

/** The catalogue: every type of event, what it carries and how it is told. docs/events.md is generated from it. */
export const catalogue = {
  ...accountEvents,
  ...signInEvents,
  ...authenticatorEvents,
  ...logEvents,
  ...organizationEvents,
  ...policyEvents,
  ...requestEvents,
  ...domainEvents,
  ...ssoEvents,
};

export type EventType = keyof typeof catalogue;

/** What an event of each type carries. Never a secret. */
export type EventData = {
  readonly [Type in EventType]: (typeof catalogue)[Type] extends EventDefinition<infer Data> ? Readonly<Data> : never;
};

export const eventTypes = Object.keys(catalogue) as EventType[];

/** The types of one kind, as the activity page filters. */
export function typesOfKind(kind: EventKind): EventType[] {
  return eventTypes.filter((type) => catalogue[type].kind === kind);
}

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(catalogue, text);
}
