import { isPhishingResistant } from "./assurance.ts";
import { standard, stepUpRequirements } from "./step-up-requirements.ts";
import {
  type AuthenticatorKind,
  type BoundAuthenticator,
  isSecondFactor,
  type Operation,
  type Proof,
} from "./vocabulary.ts";

/** Which proof confirms a sensitive change. */
export type StepUpStrength = "second-factor" | "any" | "phishing-resistant-if-bound";

export interface StepUpFacts {
  readonly operation: Operation;
  readonly bound: readonly BoundAuthenticator[];
  readonly proofs: readonly Proof[];
  /** When the person ended an earlier confirmation; proofs from before do not count. */
  readonly confirmationEndedAt: number | null;
  readonly strength: StepUpStrength;
  readonly now: number;
}

export type StepUpDecision =
  | { readonly confirmed: true }
  | { readonly confirmed: false; readonly acceptable: readonly AuthenticatorKind[]; readonly maxAgeSeconds: number };

/** Whether the session's proofs are fresh and strong enough for the operation (RFC 9470). */
export function decideStepUp({
  operation,
  bound,
  proofs,
  confirmationEndedAt,
  strength,
  now,
}: StepUpFacts): StepUpDecision {
  const { maxAgeSeconds, requestProvesPassword } = stepUpRequirements[operation];
  const acceptable = decideStepUpKinds(bound, strength);
  if (requestProvesPassword && acceptable.includes("password")) return { confirmed: true };
  const since = now - maxAgeSeconds * 1000;
  const isBound = (id: string): boolean => bound.some((each) => each.id === id);
  // A recovery code is not offered here, but signing in with one is fresh: that is the way to replace what was lost.
  const counts = ({ kind, authenticatorId }: Proof): boolean =>
    kind === "recovery-code" || (acceptable.includes(kind) && isBound(authenticatorId));
  const fresh = proofs.some((proof) => proof.at >= since && proof.at > (confirmationEndedAt ?? -1) && counts(proof));
  return fresh ? { confirmed: true } : { confirmed: false, acceptable, maxAgeSeconds };
}

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

/** Until when the newest proof confirms, or null. What an operation then asks may be more than that proof gives. */
export function decideConfirmedUntil(
  proofs: readonly Proof[],
  confirmationEndedAt: number | null,
  now: number,
): number | null {
  const newest = Math.max(0, ...proofs.map(({ at }) => at));
  const until = newest + standard.maxAgeSeconds * 1000;
  return until > now && newest > (confirmationEndedAt ?? -1) ? until : null;
}
