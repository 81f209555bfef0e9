import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import type { StepUpStrength } from "../../vocabulary/policies.ts";
import { isPhishingResistant, isUsable } from "../sign-in/assurance.ts";
import { isSecondFactor } from "../../vocabulary/kinds.ts";

/**
 * Whether an identity provider's word confirms as one's own proof does: only where it says when, and where a second factor is
 * bound here only if it asked for two itself, and that is trusted. An identity is unbound with its proofs (sessions/void-proofs.ts).
 */
export function decideVouchedConfirms(
  { isUndated, factors = [] }: Pick<Proof, "isUndated" | "factors">,
  bound: readonly BoundAuthenticator[],
  strength: StepUpStrength,
): boolean {
  if (isUndated) return false;
  const usable = bound.filter(isUsable);
  if (strength === "phishing-resistant-if-bound" && usable.some(({ kind }) => isPhishingResistant(kind))) return false;
  return factors.length > 1 || !usable.some(({ kind }) => isSecondFactor(kind)) || strength === "any";
}
