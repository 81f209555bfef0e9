import {
  type Assurance,
  type BoundAuthenticator,
  factorsProven,
  type Proof,
  type ProofFacts,
  type ProofKind,
} from "../../vocabulary/proofs.ts";
import { type AuthenticatorKind, type Factor, isSecondFactor, kinds } from "../../vocabulary/kinds.ts";

/** The assurance level of these proofs: two distinct factors make level 2. A kind counts once, however often it was proven. */
export function decideAssurance(proofs: readonly ProofFacts[]): Assurance {
  let first: Factor | undefined;
  for (const proof of proofs)
    for (const factor of factorsProven(proof)) {
      if (first !== undefined && factor !== first) return 2;
      first = factor;
    }
  return first === undefined ? 0 : 1;
}

/** Whether a kind's proofs cannot be relayed by a look-alike site: the browser binds them to the origin it sees. */
export function isPhishingResistant(kind: ProofKind): boolean {
  return kind !== "sso" && kinds[kind].isPhishingResistant === true;
}

/** Whether a proof among these cannot be relayed by a look-alike site. */
export function decidePhishingResistance(proofs: readonly Pick<Proof, "kind">[]): boolean {
  return proofs.some(({ kind }) => isPhishingResistant(kind));
}

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
