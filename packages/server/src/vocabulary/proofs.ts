import { type AuthenticatorKind, authenticatorKinds, type Factor, kinds } from "./kinds.ts";

/** What a proof is made with: an authenticator bound here, or an identity at an organization's identity provider. */
export const proofKinds = [...authenticatorKinds, "sso"] as [AuthenticatorKind, "sso"];
export type ProofKind = AuthenticatorKind | "sso";

/** One accepted use of an authenticator, or one accepted word of an identity provider. `at` in Unix milliseconds. */
export interface Proof {
  readonly kind: ProofKind;
  /** The row it was made with: a changed password, a new set of codes, an identity linked anew is another one. */
  readonly authenticatorId: string;
  /** For an identity provider's word: when somebody proved themselves there, as far as it says so. */
  readonly at: number;
  /** A passkey that made sure of its holder, by PIN or biometrics (WebAuthn's UV flag). */
  readonly userVerified?: true;
  /** The connection whose identity provider said so. */
  readonly connection?: string;
  /** What counts here of what that provider asked for: two only where the connection trusts its word for it. */
  readonly factors?: readonly Factor[];
  /** The provider does not say when: it may be long ago, and confirms nothing. */
  readonly isUndated?: true;
}

/** One that an authenticator bound here gave. */
export type OwnProof = Proof & { readonly kind: AuthenticatorKind };

/** What one gives: "an authenticator app". */
export function proofWords(kind: ProofKind): string {
  return kind === "sso" ? "single sign-on" : kinds[kind].proof;
}

/** What a proof is judged by. */
export type ProofFacts = Pick<Proof, "kind" | "userVerified" | "factors">;

/** Factors a proof shows. What verifies a passkey's holder may be a PIN: it counts as a factor of its own either way. */
export function factorsProven({ kind, userVerified, factors }: ProofFacts): readonly Factor[] {
  if (kind === "sso") return factors ?? ["knowledge"];
  return kind === "passkey" && userVerified ? ["possession", "inherence"] : kinds[kind].factors;
}

/** An authenticator an account has. */
export interface BoundAuthenticator {
  readonly kind: AuthenticatorKind;
  readonly id: string;
  /** Absent for the password and the set of recovery codes, of which there is one. */
  readonly name?: string;
  /** A set of recovery codes of which none is left: what was proven with it counts, but it can prove nothing more. */
  readonly isSpent?: boolean;
  /** A password that became public elsewhere: it still opens the account, and should be changed. */
  readonly isBreached?: true;
  /** A passkey that has verified its holder at least once. */
  readonly verifiesUser?: boolean;
  /** A passkey that a sign-in finds without naming it. Absent or false: it is not known to be one. */
  readonly isDiscoverable?: boolean;
  /** A passkey asked for as a key one carries: only its word differs. */
  readonly isSecurityKey?: true;
  /** Made by the browser itself and not used so far: its owner may not know of it. It proves, and displaces nothing. */
  readonly isUntried?: boolean;
  /** Bound, but of a kind that is switched off here: it is shown and can be removed, and proves nothing. */
  readonly isUnusable?: boolean;
}

/** How sure the proofs make us: NIST's AAL. */
export type Assurance = 0 | 1 | 2;

/** What an attempt collects proofs for. */
export const purposes = ["sign-in", "step-up", "restore-trust"] as const;
export type Purpose = (typeof purposes)[number];
