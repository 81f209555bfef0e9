import { isPhishingResistant } from "./assurance.ts";
import { strictestOf } from "./policy-strictness.ts";
import type { PolicySet, RequiredSecondFactor } from "./policies.ts";
import type { AuthenticatorKind } from "./vocabulary.ts";

/** The part of a set of policies that second factors are held against. */
export type KindPolicies = Pick<PolicySet, "allowedKinds" | "secondFactor">;

/** Second factors there are. */
export const secondFactorKinds = ["passkey", "totp", "phone"] as const satisfies readonly AuthenticatorKind[];

/** Of some kinds those that all of these policies allow. */
export function listAllowedKinds(
  kinds: readonly AuthenticatorKind[],
  policies: readonly KindPolicies[],
): AuthenticatorKind[] {
  return kinds.filter((kind) => policies.every(({ allowedKinds }) => !allowedKinds || allowedKinds.includes(kind)));
}

/** The strictest that any of these asks for. */
export function decideRequired(policies: readonly KindPolicies[]): RequiredSecondFactor {
  return strictestOf(policies.map(({ secondFactor }) => secondFactor?.required ?? "none"));
}

/** Whom a set of policies would ask to bind something, told by the kinds they have. */
export interface KindDemand {
  /** Whoever has none of these… */
  readonly lacking: readonly AuthenticatorKind[];
  /** …and, where it is set, one of these at least. */
  readonly having: readonly AuthenticatorKind[] | null;
}

/** Who must bind something: whoever lacks what is required, or has only what is forbidden. */
export function decideMustBind(policies: readonly KindPolicies[]): KindDemand {
  const allowed = listAllowedKinds(secondFactorKinds, policies);
  const required = decideRequired(policies);
  if (required === "none") return { lacking: allowed, having: secondFactorKinds };
  return { lacking: required === "two-factor" ? allowed : allowed.filter(isPhishingResistant), having: null };
}

/** Whose second factors would all be forbidden, though one was allowed before. */
export function decideLeftWithout(before: readonly KindPolicies[], after: readonly KindPolicies[]): KindDemand {
  return {
    lacking: listAllowedKinds(secondFactorKinds, after),
    having: listAllowedKinds(secondFactorKinds, before),
  };
}

/** Whether somebody with these kinds is among those meant. */
export function isMeant(kinds: readonly AuthenticatorKind[], { lacking, having }: KindDemand): boolean {
  return !kinds.some((kind) => lacking.includes(kind)) && (!having || kinds.some((kind) => having.includes(kind)));
}
