import { isPhishingResistant } from "./assurance.ts";
import { decideDemand, type Demand } from "./demand.ts";
import type { HeldPolicies } from "./held-policies.ts";
import { isUsable } from "./required-assurance.ts";
import { type AuthenticatorKind, type BoundAuthenticator, isSecondFactor } from "./vocabulary.ts";

/** What must be bound before anything else may be done. */
export interface BindingRequired extends Demand {
  /** Kinds that would do. */
  readonly kinds: readonly AuthenticatorKind[];
}

const secondFactors: readonly AuthenticatorKind[] = ["passkey", "totp", "phone"];

/** Second factors somebody has that nobody forbids. */
export function listAllowed(bound: readonly BoundAuthenticator[], held: HeldPolicies): BoundAuthenticator[] {
  return bound.filter((each) => isSecondFactor(each.kind) && isUsable(each) && !held.forbiddenKinds[each.kind]);
}

/** Second factors of forbidden kinds prove nothing once an allowed one is bound; until then they are the way in to bind one. */
export function decideAllowed(bound: readonly BoundAuthenticator[], held: HeldPolicies): readonly BoundAuthenticator[] {
  if (listAllowed(bound, held).length === 0) return bound;
  return bound.map((each) => (held.forbiddenKinds[each.kind] ? { ...each, isUnusable: true } : each));
}

/** What an account must bind now, having only this; null when it has enough. */
export function decideBindingRequired(
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
  now: number,
): BindingRequired | null {
  const allowed = listAllowed(bound, held);
  const kinds = secondFactors.filter((kind) => !held.forbiddenKinds[kind]);
  const demand = decideDemand(held, now);
  if (demand?.required === "phishing-resistant" && !allowed.some(({ kind }) => isPhishingResistant(kind)))
    return { ...demand, kinds: kinds.filter(isPhishingResistant) };
  if (allowed.length > 0) return null;
  if (demand) return { ...demand, kinds };
  // Whoever has only what is forbidden replaces it: it would be no second factor at all.
  const source = bound.map(({ kind }) => held.forbiddenKinds[kind]).find((each) => each !== undefined);
  return source ? { required: "two-factor", kinds, source } : null;
}
