import { type AuthenticatorKind, type Factor, kinds } from "./kinds.ts";

/** One accepted use of an authenticator. `at` in Unix milliseconds. */
export interface Proof {
  readonly kind: AuthenticatorKind;
  /** The row it was made with: a changed password or a new set of codes is another one. */
  readonly authenticatorId: string;
  readonly at: number;
  /** A passkey that made sure of its holder, by PIN or biometrics (WebAuthn's UV flag). */
  readonly userVerified?: true;
}

/** Factors a proof shows. What verifies a passkey's holder may be a PIN: it counts as a factor of its own either way. */
export function factorsProven({ kind, userVerified }: Pick<Proof, "kind" | "userVerified">): readonly Factor[] {
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
