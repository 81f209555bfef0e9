import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import { isPhishingResistant } from "../../sign-in/assurance.ts";
import type { SecondFactorLevel } from "../../../vocabulary/policies.ts";
import type { HeldPolicies, Source } from "../held/held-policies.ts";

/** A level somebody is asked for, from when on (Unix milliseconds), and by whom. */
export interface DatedDemand {
  readonly required: SecondFactorLevel;
  readonly dueAt: number;
  readonly source: Source;
}

/** What somebody is asked for, whether they have it or not, the strictest first. */
export function listDemands({ phishingResistantFrom: key, twoFactorFrom: any }: HeldPolicies): DatedDemand[] {
  return [
    ...(key ? [{ required: "phishing-resistant", dueAt: key.value, source: key.source } as const] : []),
    ...(any ? [{ required: "two-factor", dueAt: any.value, source: any.source } as const] : []),
  ];
}

/** What somebody with these second factors is asked for and does not have, the strictest first. What is forbidden counts for nothing. */
export function listUnmet(kinds: readonly AuthenticatorKind[], held: HeldPolicies): DatedDemand[] {
  const allowed = kinds.filter((kind) => !held.forbiddenKinds[kind]);
  return listDemands(held).filter(({ required }) =>
    required === "phishing-resistant" ? !allowed.some(isPhishingResistant) : allowed.length === 0,
  );
}

/** Who forbids the second factors somebody has, when these are all of them; undefined when one is allowed or there is none. */
export function findForbidding(kinds: readonly AuthenticatorKind[], held: HeldPolicies): Source | undefined {
  const sources = kinds.map((kind) => held.forbiddenKinds[kind]);
  return sources.every((source) => source !== undefined) ? sources[0] : undefined;
}

/**
 * THE answer to "by when must they bind": from when on somebody with these second factors may do nothing before they have
 * bound another; null when they have what is asked for.
 */
export function decideBindBy(kinds: readonly AuthenticatorKind[], held: HeldPolicies): number | null {
  const due = listUnmet(kinds, held).map(({ dueAt }) => dueAt);
  const forbidding = findForbidding(kinds, held);
  if (forbidding) due.push(forbidding.since);
  return due.length > 0 ? Math.min(...due) : null;
}
