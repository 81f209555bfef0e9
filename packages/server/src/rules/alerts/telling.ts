import type { EventType } from "../../vocabulary/events/catalogue.ts";
import type { AlertCategory } from "../../vocabulary/events/log.ts";

/** How an event is told, unless its account's owner has chosen otherwise. */
export interface Telling {
  /** A sign-in may be new in two ways; the first one that is on counts. */
  readonly groups: readonly [AlertCategory, ...AlertCategory[]];
  readonly email: "always" | "chosen" | "never";
}

const always = (group: AlertCategory): Telling => ({ groups: [group], email: "always" });

const tellings: Readonly<Partial<Record<EventType, Telling>>> = {
  "password.changed": always("password"),
  "password.breached": always("password"),
  "password.reset": always("password"),
  "password.removed": always("password"),
  "email.change-requested": always("password"),
  "email.changed": always("password"),
  "email.restored": always("password"),
  "account.deletion-requested": always("password"),
  "authenticator.bound": always("authenticators"),
  "authenticator.unbound": always("authenticators"),
  "two-step.turned-off": always("authenticators"),
  "recovery-codes.issued": always("authenticators"),
  "recovery-code.used": always("authenticators"),
  "passkey.cloned": always("authenticators"),
  "session.flagged": always("sessions"),
  "account.secured": always("sessions"),
  "session.ended": { groups: ["sessions"], email: "chosen" },
  "device.remembered": { groups: ["sessions"], email: "never" },
};

function tellingOf(type: EventType): Telling | undefined {
  return Object.hasOwn(tellings, type) ? tellings[type] : undefined;
}

/** Of what one request does, the heaviest is told, and says the rest. `first`: only the first of its kind. */
const toldWith: Readonly<Partial<Record<EventType, readonly EventType[]>>> = {
  "authenticator.unbound": ["two-step.turned-off"],
  "authenticator.bound": ["account.created"],
  "recovery-codes.issued": ["authenticator.bound"],
  "passkey.cloned": ["session.flagged"],
  "session.ended": ["two-step.turned-off"],
};
const firstOnly: readonly EventType[] = ["session.flagged", "session.ended"];

export interface AlertFacts {
  readonly type: EventType;
  readonly isByOperator: boolean;
  readonly sameAct: readonly { readonly type: EventType; readonly isEarlier: boolean }[];
  /** Only of a sign-in. */
  readonly isNewDevice: boolean;
  readonly isNewPlace: boolean;
  /** Only of a rejected one. */
  readonly isFailureDue: boolean;
}

/** Whether events of a type are ever told. */
export function decideIsCandidate(type: EventType): boolean {
  return Object.hasOwn(tellings, type) || type === "sign-in.accepted" || type === "sign-in.rejected";
}

/** Whether an event is told, and how; undefined when it is not. */
export function decideTelling(facts: AlertFacts): Telling | undefined {
  const { type, isByOperator, sameAct } = facts;
  if (type === "sign-in.accepted") return decideSignIn(facts);
  if (type === "sign-in.rejected")
    return facts.isFailureDue ? { groups: ["failed-sign-ins"], email: "chosen" } : undefined;
  // A session that its owner ended, or that ended by itself, is no news; two that an operator flagged are two.
  if (type === "session.ended" && !isByOperator) return undefined;
  if (sameAct.some((other) => toldWith[type]?.includes(other.type))) return undefined;
  const isRepeated = firstOnly.includes(type) && sameAct.some((other) => other.isEarlier && other.type === type);
  return isRepeated && !(type === "session.flagged" && isByOperator) ? undefined : tellingOf(type);
}

function decideSignIn({ isNewDevice, isNewPlace }: AlertFacts): Telling | undefined {
  if (!isNewDevice) return isNewPlace ? { groups: ["new-location"], email: "chosen" } : undefined;
  return { groups: isNewPlace ? ["new-device", "new-location"] : ["new-device"], email: "chosen" };
}
