import { decideGraceEnd, type StoredSecondFactor } from "./grace.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";
import { foldPolicies } from "./folding.ts";
import type { PolicyValues } from "../../../vocabulary/policies.ts";
import { type AuthenticatorKind, secondFactorKinds } from "../../../vocabulary/kinds.ts";

/** What is set in one organization or workspace, each with its date. */
export type SetHere = {
  readonly [Name in keyof PolicyValues]?: {
    readonly value: Name extends "secondFactor" ? StoredSecondFactor : PolicyValues[Name];
    readonly setAt: number;
  };
};

export interface HoldingFacts {
  readonly set: SetHere;
  readonly from: Omit<Source, "since">;
  /** When this person came to belong there. */
  readonly joinedAt: number;
  readonly timeZone: string;
}

/** What one organization or workspace holds one person to, wherever they act. A workspace's session limits hold only there. */
export function decideHeld({ set, from, joinedAt, timeZone }: HoldingFacts): HeldPolicies {
  const { secondFactor, allowedKinds, rememberedDevices, stepUp, session, passwordPreset } = set;
  const held = <Value>(value: Value, since: number): Held<Value> => ({ value, source: { ...from, since } });
  const dueFrom = (since: number | null): Held<number> | null => {
    if (since === null || !secondFactor) return null;
    return held(decideGraceEnd(since, joinedAt, secondFactor.value.graceDays, timeZone), since);
  };
  const limits = from.workspace === null ? session : undefined;
  return {
    ...heldToNothing,
    twoFactorFrom: dueFrom(secondFactor?.value.since.twoFactor ?? null),
    phishingResistantFrom: dueFrom(secondFactor?.value.since.phishingResistant ?? null),
    ...(allowedKinds && { forbiddenKinds: forbidden(allowedKinds.value, { ...from, since: allowedKinds.setAt }) }),
    rememberDays: rememberedDevices ? held(rememberedDevices.value.maxDays, rememberedDevices.setAt) : null,
    stepUpWindowSeconds: stepUp ? held(stepUp.value.windowSeconds, stepUp.setAt) : null,
    stepUpStrength: stepUp ? held(stepUp.value.strength, stepUp.setAt) : null,
    idleSeconds: limits ? held(limits.value.idleSeconds, limits.setAt) : null,
    absoluteSeconds: limits ? held(limits.value.absoluteSeconds, limits.setAt) : null,
    ...(passwordPreset && {
      passwordPresets: { [passwordPreset.value]: { ...from, since: passwordPreset.setAt } },
    }),
  };
}

function forbidden(allowed: readonly AuthenticatorKind[], source: Source): HeldPolicies["forbiddenKinds"] {
  const left = secondFactorKinds.filter((kind) => !allowed.includes(kind));
  return Object.fromEntries(left.map((kind) => [kind, source]));
}

/** What somebody is held to by all the places where they belong, beside what holds everywhere. THE way from policies that are set to what holds. */
export function decideHeldBy(
  places: readonly HoldingFacts[],
  isBreakGlass: boolean,
  everywhere: HeldPolicies,
): HeldPolicies {
  return allowNeededPasskeys(places.map(decideHeld).reduce(foldPolicies, everywhere), isBreakGlass);
}

/**
 * What organizations and workspaces forbid may together leave nothing that another of them asks for, and each of them alone is
 * in order: nobody could go on, nor undo it. So passkeys, the strongest there is, are never forbidden to whoever must have one,
 * is named for break-glass, or would be left without any second factor.
 */
export function allowNeededPasskeys(held: HeldPolicies, isBreakGlass: boolean): HeldPolicies {
  const { passkey, ...others } = held.forbiddenKinds;
  if (!passkey) return held;
  const isLast = secondFactorKinds.every((kind) => kind === "passkey" || others[kind] !== undefined);
  if (!isBreakGlass && held.phishingResistantFrom === null && !isLast) return held;
  return { ...held, forbiddenKinds: others };
}
