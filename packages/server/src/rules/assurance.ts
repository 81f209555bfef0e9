import { type Assurance, type AuthenticatorKind, factorsProven, type Proof } from "./vocabulary.ts";

/** The assurance level of these proofs: two distinct factors make level 2. A kind counts once, however often it was proven. */
export function decideAssurance(proofs: readonly Pick<Proof, "kind" | "userVerified">[]): Assurance {
  const factors = new Set(proofs.flatMap(factorsProven));
  if (factors.size >= 2) return 2;
  return factors.size === 1 ? 1 : 0;
}

const phishingResistant: ReadonlySet<AuthenticatorKind> = new Set(["passkey"]);

/** Whether a kind's proofs cannot be relayed by a look-alike site: the browser binds them to the origin it sees. */
export function isPhishingResistant(kind: AuthenticatorKind): boolean {
  return phishingResistant.has(kind);
}

/** Whether a proof among these cannot be relayed by a look-alike site. */
export function decidePhishingResistance(proofs: readonly Pick<Proof, "kind">[]): boolean {
  return proofs.some(({ kind }) => isPhishingResistant(kind));
}
