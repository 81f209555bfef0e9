import type { EventType } from "../../vocabulary/events/catalogue.ts";
import { type Telling, tellings } from "./tellings.ts";

const tellingOf = (type: EventType): Telling | undefined =>
  Object.hasOwn(tellings, type) ? tellings[type] : undefined;

/** Of what one request does, the heaviest is told, and says the rest. `first`: only the first of its kind. */
const toldWith: Readonly<Partial<Record<EventType, readonly EventType[]>>> = {
  "authenticator.unbound": ["two-step.turned-off"],
  "authenticator.bound": ["account.created"],
  "identity.linked": ["account.created"],
  "recovery-codes.issued": ["authenticator.bound"],
  "recovery-codes.revoked": ["two-step.turned-off", "recovery-codes.issued"],
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
  /** Only of a change of alerts. */
  readonly isSwitchedOff: boolean;
}

/** A sign-in of an account: on which device, from where. */
export interface EarlierSignIn {
  readonly isNewDevice: boolean;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly device: string | null;
}

/** What of an event says whether its account's owner need be told what they did themselves. */
export type OwnAct = Omit<EarlierSignIn, "isNewDevice"> & {
  readonly accountId: string | null;
  readonly actorKind: string;
  readonly actorId: string | null;
};

/**
 * Whether an owner did this, on a device the account knew: it is told, and counts as read. Where no session is named, a known
 * device from the same address is; a session that was opened on a new device is nobody's own yet.
 */
export function decideIsOwn(act: OwnAct, signIns: readonly EarlierSignIn[]): boolean {
  if (act.actorKind !== "account" || act.actorId === null || act.actorId !== act.accountId) return false;
  const isSame = ({ sessionId, ip, device }: EarlierSignIn): boolean =>
    act.sessionId === null ? ip !== null && ip === act.ip && device === act.device : sessionId === act.sessionId;
  const same = signIns.filter(isSame);
  return same.length > 0 && same.every(({ isNewDevice }) => !isNewDevice);
}

/** Whether events of a type are ever told. */
export const decideIsCandidate = (type: EventType): boolean =>
  Object.hasOwn(tellings, type) || type === "sign-in.accepted" || type === "sign-in.rejected";

/** Whether an event is told, and how; undefined when it is not. */
export function decideTelling(facts: AlertFacts): Telling | undefined {
  const { type, isByOperator, sameAct } = facts;
  if (type === "sign-in.accepted") return decideSignIn(facts);
  if (type === "sign-in.rejected")
    return facts.isFailureDue ? { groups: ["failed-sign-ins"], email: "chosen" } : undefined;
  // A session that its owner ended, or that ended by itself, is no news; two that an operator flagged are two.
  if (type === "session.ended" && !isByOperator) return undefined;
  if (type === "alert-preferences.changed" && !facts.isSwitchedOff) return undefined;
  if (sameAct.some((other) => toldWith[type]?.includes(other.type))) return undefined;
  const isRepeated = firstOnly.includes(type) && sameAct.some((other) => other.isEarlier && other.type === type);
  return isRepeated && !(type === "session.flagged" && isByOperator) ? undefined : tellingOf(type);
}

function decideSignIn({ isNewDevice, isNewPlace }: AlertFacts): Telling | undefined {
  if (!isNewDevice) return isNewPlace ? { groups: ["new-location"], email: "chosen" } : undefined;
  return { groups: isNewPlace ? ["new-device", "new-location"] : ["new-device"], email: "chosen" };
}
