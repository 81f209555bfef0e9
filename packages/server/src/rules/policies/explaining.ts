import { decideBindBy, listDemands, listUnmet } from "./binding/unmet.ts";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { type AuthenticatorKind, isSecondFactor, secondFactorKinds } from "../../vocabulary/kinds.ts";
import { isPhishingResistant, isUsable } from "../sign-in/assurance.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held/held-policies.ts";
import type { RequiredSecondFactor } from "../../vocabulary/policies.ts";
import type { SessionLimits } from "../sessions/lifetime.ts";
import { decideStepUpTerms, type StepUpTerms } from "../step-up/terms.ts";

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

/**
 * The demand that matters to somebody: the first they do not meet, else the strictest. `dueAt` is by when they must bind
 * something; of a demand that is met, since when it holds.
 */
export function explainSecondFactor(
  bound: readonly BoundAuthenticator[],
  offered: readonly AuthenticatorKind[],
  held: HeldPolicies,
): Explained<ExplainedSecondFactor> {
  const kinds = offered.filter((kind) => !held.forbiddenKinds[kind]);
  const has = bound.filter((each) => isSecondFactor(each.kind) && isUsable(each)).map(({ kind }) => kind);
  const [unmet] = listUnmet(has, held).sort((a, b) => a.dueAt - b.dueAt);
  const bindBy = decideBindBy(has, held);
  const met = bindBy === null;
  const chosen = unmet ?? listDemands(held)[0];
  if (!chosen) return { value: { required: "none", dueAt: bindBy, met, kinds }, source: null };
  const { required, dueAt, source } = chosen;
  const doing = required === "phishing-resistant" ? kinds.filter(isPhishingResistant) : kinds;
  return { value: { required, dueAt: bindBy ?? dueAt, met, kinds: doing }, source };
}

/** Which kinds may be used, null when all may; `source` is the first of those who forbid some. */
export function explainAllowedKinds({ forbiddenKinds }: HeldPolicies): Explained<AuthenticatorKind[] | null> {
  const source = secondFactorKinds.map((kind) => forbiddenKinds[kind]).find((each) => each !== undefined);
  if (!source) return { value: null, source: null };
  const left = secondFactorKinds.filter((kind) => !forbiddenKinds[kind]);
  return { value: ["password", ...left, "recovery-code"], source };
}

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
