import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import { decideBindBy } from "../binding/unmet.ts";
import { heldToNothing } from "../held/held-policies.ts";
import { decideHeldBy, type SetHere } from "../held/holding.ts";
import { isRequiredSince } from "../held/grace.ts";
import type { PolicySet, PolicyValues } from "../../../vocabulary/policies.ts";
import type { PolicyStep } from "./draft.ts";
import type { SessionLimits } from "../../sessions/lifetime.ts";

/** The limits of sessions under all of these, as instants: what was seen or opened by then has ended. */
export function decideSessionCut(
  limits: SessionLimits,
  policies: readonly PolicySet[],
  now: number,
): { readonly seenBy: number; readonly openedBy: number } {
  const all = [limits, ...policies.map(({ session }) => session).filter((each) => each !== null)];
  return {
    seenBy: now - Math.min(...all.map(({ idleSeconds }) => idleSeconds)) * 1000,
    openedBy: now - Math.min(...all.map(({ absoluteSeconds }) => absoluteSeconds)) * 1000,
  };
}

/** What would be set once the steps are taken, each with its date. */
export function setAfter(set: SetHere, steps: readonly PolicyStep[], now: number): SetHere {
  const kept = Object.entries(set).filter(([name]) => !steps.some(({ policy }) => policy === name));
  const taken = steps.filter(({ to }) => to !== null);
  const made = taken.map(({ policy, to }): [string, unknown] => {
    if (policy !== "secondFactor") return [policy, { setAt: now, value: to }];
    const value = to as PolicyValues["secondFactor"];
    return [
      policy,
      { setAt: now, value: { ...value, since: isRequiredSince(value.required, set.secondFactor?.value, now) } },
    ];
  });
  return Object.fromEntries([...kept, ...made]);
}

/** Where policies hold for somebody, since when they belong there, and what is set. */
export interface Belonging {
  readonly set: SetHere;
  readonly joinedAt: number;
}

/** By when somebody with these second factors has to bind another, once a change holds: never earlier than now. */
export function decideBindByAfter(
  kinds: readonly AuthenticatorKind[],
  belonging: readonly Belonging[],
  timeZone: string,
  now: number,
): number {
  const from = { organization: { id: "", name: "" }, workspace: null };
  const places = belonging.map(({ set, joinedAt }) => ({ set, from, joinedAt, timeZone }));
  return Math.max(now, decideBindBy(kinds, decideHeldBy(places, false, heldToNothing)) ?? now);
}
