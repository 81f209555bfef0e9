import { stepUpStrengths } from "../../../vocabulary/policies.ts";
import type { Held, HeldPolicies, Source } from "./held-policies.ts";

/** Both at once: of each policy the strictest. The order in which they are folded does not matter. */
export function foldPolicies(a: HeldPolicies, b: HeldPolicies): HeldPolicies {
  const least = <Value extends number>(one: Held<Value> | null, other: Held<Value> | null) =>
    stricter(one, other, (value) => value);
  return {
    twoFactorFrom: least(a.twoFactorFrom, b.twoFactorFrom),
    phishingResistantFrom: least(a.phishingResistantFrom, b.phishingResistantFrom),
    forbiddenKinds: mergeSources(a.forbiddenKinds, b.forbiddenKinds),
    rememberDays: least(a.rememberDays, b.rememberDays),
    stepUpWindowSeconds: least(a.stepUpWindowSeconds, b.stepUpWindowSeconds),
    stepUpStrength: stricter(a.stepUpStrength, b.stepUpStrength, (value) => -stepUpStrengths.indexOf(value)),
    idleSeconds: least(a.idleSeconds, b.idleSeconds),
    absoluteSeconds: least(a.absoluteSeconds, b.absoluteSeconds),
    passwordPresets: mergeSources(a.passwordPresets, b.passwordPresets),
  };
}

function stricter<Value>(
  a: Held<Value> | null,
  b: Held<Value> | null,
  rank: (value: Value) => number,
): Held<Value> | null {
  if (!a || !b) return a ?? b;
  const difference = rank(a.value) - rank(b.value);
  if (difference !== 0) return difference < 0 ? a : b;
  return isNamedFirst(a.source, b.source) ? a : b;
}

function mergeSources<Name extends string>(
  a: Readonly<Partial<Record<Name, Source>>>,
  b: Readonly<Partial<Record<Name, Source>>>,
): Partial<Record<Name, Source>> {
  const merged: Partial<Record<Name, Source>> = { ...a };
  for (const [name, source] of Object.entries(b) as [Name, Source][]) {
    const other = merged[name];
    merged[name] = other && isNamedFirst(other, source) ? other : source;
  }
  return merged;
}

// Of two that ask for the same, always the same one is named, whichever comes first.
function isNamedFirst(a: Source, b: Source): boolean {
  const key = ({ since, organization, workspace }: Source): [number, string] => [
    since,
    `${organization.id}/${workspace?.id ?? ""}`,
  ];
  const [sinceA, idA] = key(a);
  const [sinceB, idB] = key(b);
  return sinceA === sinceB ? idA <= idB : sinceA < sinceB;
}
