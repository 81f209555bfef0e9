import { type StepUpStrength, stepUpStrengths } from "../../vocabulary/policies.ts";
import type { Operation } from "../../vocabulary/operations.ts";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { isPhishingResistant } from "../sign-in/assurance.ts";
import { type AuthenticatorKind, isSecondFactor } from "../../vocabulary/kinds.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";

/**
 * Kinds that confirm: a passkey or an authenticator app where one is bound, a phone only where nothing better is, the
 * password only where there is no second factor. Never a recovery code. What was never tried confirms, and displaces nothing.
 */
export function decideStepUpKinds(bound: readonly BoundAuthenticator[], strength: StepUpStrength): AuthenticatorKind[] {
  const usable = bound.filter(({ isUnusable }) => !isUnusable);
  const untried = usable.filter(({ isUntried }) => isUntried).map(({ kind }) => kind);
  const tried = usable.filter(({ isUntried }) => !isUntried).map(({ kind }) => kind);
  return [...new Set([...untried, ...strongest([...new Set(tried)], strength)])];
}

function strongest(kinds: readonly AuthenticatorKind[], strength: StepUpStrength): readonly AuthenticatorKind[] {
  const resistant = kinds.filter(isPhishingResistant);
  if (strength === "phishing-resistant-if-bound" && resistant.length > 0) return resistant;
  const strong = kinds.filter(isSecondFactor);
  const better = strong.filter((kind) => kind !== "phone");
  const seconds = better.length > 0 ? better : strong;
  if (seconds.length > 0 && strength !== "any") return seconds;
  return kinds.filter((kind) => kind === "password" || seconds.includes(kind));
}

interface Requirement {
  readonly maxAgeSeconds: number;
  /** The request itself carries the password, which is then proof enough for an account that has nothing better. */
  readonly requestProvesPassword: boolean;
}

/** Fresh for ten minutes. */
const standard: Requirement = { maxAgeSeconds: 600, requestProvesPassword: false };

/** What operations ask for that is not the standard. */
const others: Readonly<Partial<Record<Operation, Requirement>>> = {
  "change-password": { ...standard, requestProvesPassword: true },
};

/** What an operation asks for. */
export function decideStepUpRequirement(operation: Operation): Requirement {
  return others[operation] ?? standard;
}

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
  const rank = Math.max(stepUpStrengths.indexOf(strength), stepUpStrengths.indexOf(stepUpStrength?.value ?? "any"));
  return {
    windowSeconds: Math.min(standard.maxAgeSeconds, stepUpWindowSeconds?.value ?? Infinity),
    strength: stepUpStrengths[rank] ?? strength,
  };
}
