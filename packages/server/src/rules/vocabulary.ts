/** What something proves of its holder (NIST SP 800-63). */
export type Factor = "knowledge" | "possession";

/** Kinds of authenticator. Adding one makes the compiler list everything that must know of it. */
export type AuthenticatorKind = "password" | "totp" | "recovery-code";

/** Factors each kind proves. */
export const factorsOf: Readonly<Record<AuthenticatorKind, readonly Factor[]>> = {
  password: ["knowledge"],
  totp: ["possession"],
  "recovery-code": ["possession"],
};

/** One accepted use of an authenticator. `at` in Unix milliseconds. */
export interface Proof {
  readonly kind: AuthenticatorKind;
  /** The row it was made with: a changed password or a new set of codes is another one. */
  readonly authenticatorId: string;
  readonly at: number;
}

/** An authenticator an account has. */
export interface BoundAuthenticator {
  readonly kind: AuthenticatorKind;
  readonly id: string;
  /** Absent for the password and the set of recovery codes, of which there is one. */
  readonly name?: string;
  /** A set of recovery codes of which none is left: what was proven with it counts, but it can prove nothing more. */
  readonly isSpent?: boolean;
}

/** How sure the proofs make us: NIST's AAL. */
export type Assurance = 0 | 1 | 2;

/** What an attempt collects proofs for. */
export type Purpose = "sign-in" | "step-up";

/** Operations that ask for fresh proof. */
export type Operation =
  | "bind-authenticator"
  | "unbind-authenticator"
  | "issue-recovery-codes"
  | "turn-off-two-step"
  | "change-password"
  | "change-email"
  | "delete-account"
  | "end-other-sessions";

/** A second factor is any authenticator that proves possession, and is not merely the way back in. */
export function isSecondFactor(kind: AuthenticatorKind): boolean {
  return kind !== "recovery-code" && factorsOf[kind].includes("possession");
}
