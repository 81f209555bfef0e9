import { decideAssurance } from "./assurance.ts";
import { type AuthenticatorKind, type BoundAuthenticator, isSecondFactor, type Proof } from "./vocabulary.ts";

/** Whether something bound can prove anything more: not a set of codes that is used up, not a kind that is switched off. */
export function isUsable({ isSpent, isUnusable }: BoundAuthenticator): boolean {
  return !isSpent && !isUnusable;
}

/** The best a kind can prove. A passkey may verify its holder; whether it did is known only afterwards. */
export function bestProof(kind: AuthenticatorKind): Pick<Proof, "kind" | "userVerified"> {
  return { kind, ...(kind === "passkey" && { userVerified: true as const }) };
}

/**
 * The level every way into an account needs, whatever is proven first: 2 once a second factor is bound. It stays so while that
 * one is switched off and a recovery code is left; where nothing left could reach it, its owner would be locked out
 * (docs/decisions/0022).
 */
export function decideRequiredAssurance(bound: readonly BoundAuthenticator[]): 1 | 2 {
  if (!bound.some(({ kind }) => isSecondFactor(kind))) return 1;
  const isSwitchedOff = bound.every(({ kind, isUnusable }) => !isSecondFactor(kind) || isUnusable);
  if (!isSwitchedOff) return 2;
  return decideAssurance(bound.filter(isUsable).map(({ kind }) => bestProof(kind))) === 2 ? 2 : 1;
}
