import { type Assurance, type AuthenticatorKind, factorsOf, type Proof } from "./vocabulary.ts";

/** The assurance level of these proofs: two distinct factors make level 2. A kind counts once, however often it was proven. */
export function decideAssurance(proofs: readonly Proof[]): Assurance {
  const factors = new Set(proofs.flatMap(({ kind }) => factorsOf[kind]));
  if (factors.size >= 2) return 2;
  return factors.size === 1 ? 1 : 0;
}

const phishingResistant: ReadonlySet<AuthenticatorKind> = new Set();

/** Whether a proof among these cannot be relayed by a look-alike site. No kind built so far is. */
export function decidePhishingResistance(proofs: readonly Proof[]): boolean {
  return proofs.some(({ kind }) => phishingResistant.has(kind));
}
