import { secondFactorKinds } from "./allowed-kinds.ts";
import { isPhishingResistant } from "./assurance.ts";
import { decideBindingRequired, listAllowed } from "./binding-required.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";
import type { RequiredSecondFactor } from "./policies.ts";
import type { SessionLimits } from "./session-lifetime.ts";
import { decideStepUpTerms, type StepUpTerms } from "./step-up-terms.ts";
import type { AuthenticatorKind, BoundAuthenticator } from "./vocabulary.ts";

/** What holds for somebody, and who holds them to it; null: the deployment itself. */
export interface Explained<Value> {
  readonly value: Value;
  readonly source: Source | null;
}

export interface ExplainedSecondFactor {
  readonly required: RequiredSecondFactor;
  readonly dueAt: number | null;
  readonly met: boolean;
  readonly kinds: readonly AuthenticatorKind[];
}

/** The demand that matters to somebody: the first they do not meet, else the strictest. */
export function explainSecondFactor(
  bound: readonly BoundAuthenticator[],
  offered: readonly AuthenticatorKind[],
  held: HeldPolicies,
  now: number,
): Explained<ExplainedSecondFactor> {
  const allowed = listAllowed(bound, held);
  const kinds = offered.filter((kind) => !held.forbiddenKinds[kind]);
  const strong = { required: "phishing-resistant", from: held.phishingResistantFrom } as const;
  const any = { required: "two-factor", from: held.twoFactorFrom } as const;
  const demands = [strong, any].filter(({ from }) => from !== null) as {
    required: RequiredSecondFactor;
    from: Held<number>;
  }[];
  const meets = (required: RequiredSecondFactor): boolean =>
    required === "phishing-resistant" ? allowed.some(({ kind }) => isPhishingResistant(kind)) : allowed.length > 0;
  const unmet = demands.filter(({ required }) => !meets(required)).sort((a, b) => a.from.value - b.from.value);
  const chosen = unmet[0] ?? demands[0];
  if (!chosen) {
    const met = decideBindingRequired(bound, held, now) === null;
    return { value: { required: "none", dueAt: null, met, kinds }, source: null };
  }
  const { required, from } = chosen;
  const doing = required === "phishing-resistant" ? kinds.filter(isPhishingResistant) : kinds;
  return { value: { required, dueAt: from.value, met: meets(required), kinds: doing }, source: from.source };
}

/** Which kinds may be used; null when all may. */
export function explainAllowedKinds({ forbiddenKinds }: HeldPolicies): Explained<AuthenticatorKind[] | null> {
  const source = secondFactorKinds.map((kind) => forbiddenKinds[kind]).find((each) => each !== undefined);
  if (!source) return { value: null, source: null };
  const left = secondFactorKinds.filter((kind) => !forbiddenKinds[kind]);
  return { value: ["password", ...left, "recovery-code"], source };
}

/** As few days, as short a time: the deployment's value, or that of whoever asks for less. */
export function explainLeast(own: number, held: Held<number> | null): Explained<number> {
  return held && held.value < own ? { value: held.value, source: held.source } : { value: own, source: null };
}

export function explainSession(limits: SessionLimits, held: HeldPolicies): Explained<SessionLimits> {
  const idle = explainLeast(limits.idleSeconds, held.idleSeconds);
  const absolute = explainLeast(limits.absoluteSeconds, held.absoluteSeconds);
  return {
    value: { idleSeconds: idle.value, absoluteSeconds: absolute.value },
    source: idle.source ?? absolute.source,
  };
}

export function explainStepUp(strength: StepUpTerms["strength"], held: HeldPolicies): Explained<StepUpTerms> {
  const [own, value] = [decideStepUpTerms(strength, heldToNothing), decideStepUpTerms(strength, held)];
  const shortened = value.windowSeconds < own.windowSeconds ? held.stepUpWindowSeconds : null;
  const raised = value.strength !== own.strength ? held.stepUpStrength : null;
  return { value, source: (shortened ?? raised)?.source ?? null };
}
