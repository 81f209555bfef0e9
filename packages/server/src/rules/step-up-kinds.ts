import { isPhishingResistant } from "./assurance.ts";
import { type AuthenticatorKind, type BoundAuthenticator, isSecondFactor } from "./vocabulary.ts";

/** Which proof confirms a sensitive change. */
export type StepUpStrength = "second-factor" | "any" | "phishing-resistant-if-bound";

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
