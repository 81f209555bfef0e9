import { isPhishingResistant } from "../../sign-in/assurance.ts";
import { strictestOf } from "../strictness.ts";
import type { PolicySet, RequiredSecondFactor } from "../../../vocabulary/policies.ts";
import { type AuthenticatorKind, kinds, secondFactorKinds } from "../../../vocabulary/kinds.ts";
import { type Refusal, refuse } from "../../../problems.ts";
import type { HeldPolicies } from "../held/held-policies.ts";

/** The part of a set of policies that second factors are held against. */
export type KindPolicies = Pick<PolicySet, "allowedKinds" | "secondFactor">;

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

/** Refuses to bind a kind that an organization does not allow: it would prove nothing. */
export function decideMayBind(
  kind: AuthenticatorKind,
  { forbiddenKinds }: Pick<HeldPolicies, "forbiddenKinds">,
): Refusal<"not-allowed"> | undefined {
  const source = forbiddenKinds[kind];
  if (!source) return undefined;
  const { organization, workspace } = source;
  return refuse("not-allowed", {
    reason: "kind-not-allowed",
    detail: `${organization.name} does not allow ${kinds[kind].many} as a second factor. Add another kind instead.`,
    policy: { name: "allowedKinds", organization, workspace },
  });
}
