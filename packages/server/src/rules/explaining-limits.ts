import type { Explained } from "./explaining.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";
import type { SessionLimits } from "./session-lifetime.ts";
import { decideStepUpTerms, type StepUpTerms } from "./step-up-terms.ts";

/** A value of two parts, of which each may be somebody else's; `source` is who asks for the first that anybody asks for. */
export interface ExplainedPair<Value> extends Explained<Value> {
  readonly sources: readonly [Source | null, Source | null];
}

/** As few days, as short a time: the deployment's value, or that of whoever asks for less. */
export function explainLeast(own: number, held: Held<number> | null): Explained<number> {
  return held && held.value < own ? { value: held.value, source: held.source } : { value: own, source: null };
}

/** Of the idle limit, and of the absolute one. */
export function explainSession(limits: SessionLimits, held: HeldPolicies): ExplainedPair<SessionLimits> {
  const idle = explainLeast(limits.idleSeconds, held.idleSeconds);
  const absolute = explainLeast(limits.absoluteSeconds, held.absoluteSeconds);
  const value = { idleSeconds: idle.value, absoluteSeconds: absolute.value };
  return { value, source: idle.source ?? absolute.source, sources: [idle.source, absolute.source] };
}

/** Of the strength, and of the time it holds. */
export function explainStepUp(strength: StepUpTerms["strength"], held: HeldPolicies): ExplainedPair<StepUpTerms> {
  const [own, value] = [decideStepUpTerms(strength, heldToNothing), decideStepUpTerms(strength, held)];
  const raised = value.strength === own.strength ? null : (held.stepUpStrength?.source ?? null);
  const shortened = value.windowSeconds < own.windowSeconds ? (held.stepUpWindowSeconds?.source ?? null) : null;
  return { value, source: shortened ?? raised, sources: [raised, shortened] };
}
