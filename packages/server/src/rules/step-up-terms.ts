import { strengths } from "./folding.ts";
import type { HeldPolicies } from "./held-policies.ts";
import type { StepUpStrength } from "./step-up-kinds.ts";
import { standard } from "./step-up-requirements.ts";

/** How fresh and how strong a confirmation must be. */
export interface StepUpTerms {
  readonly windowSeconds: number;
  readonly strength: StepUpStrength;
}

/** The strictest of what the deployment asks and what an account is held to. */
export function decideStepUpTerms(
  strength: StepUpStrength,
  { stepUpWindowSeconds, stepUpStrength }: HeldPolicies,
): StepUpTerms {
  const rank = Math.max(strengths.indexOf(strength), strengths.indexOf(stepUpStrength?.value ?? "any"));
  return {
    windowSeconds: Math.min(standard.maxAgeSeconds, stepUpWindowSeconds?.value ?? Infinity),
    strength: strengths[rank] ?? strength,
  };
}
