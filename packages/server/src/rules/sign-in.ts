import { refuse, type Refusal } from "../problems.ts";
import { decideAssurance } from "./assurance.ts";
import { type AuthenticatorKind, type BoundAuthenticator, isSecondFactor, type Proof } from "./vocabulary.ts";

declare const passed: unique symbol;

/** Evidence that a sign-in met the rule. `openSession` takes nothing else, and only `decideSignIn` makes one. */
export interface PassedSignIn {
  readonly [passed]: true;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
}

export interface SignInFacts {
  readonly account: { readonly id: string; readonly suspendedAt: number | null };
  readonly bound: readonly BoundAuthenticator[];
  readonly proofs: readonly Proof[];
}

export type SignInDecision =
  | { readonly next: "open-session"; readonly signIn: PassedSignIn }
  | { readonly next: "prove-more"; readonly acceptable: readonly AuthenticatorKind[] }
  | Refusal<"not-allowed">;

/** The one place that says whether the proofs given so far open a session. */
export function decideSignIn({ account, bound, proofs: given }: SignInFacts): SignInDecision {
  if (account.suspendedAt !== null)
    return refuse("not-allowed", { reason: "suspended", detail: "This account is suspended. Contact support." });
  // A proof counts only while what it was made with is bound: a password changed meanwhile opens nothing.
  const proofs = given.filter(({ authenticatorId }) => bound.some(({ id }) => id === authenticatorId));
  // Once a second factor is bound, every way in needs level 2, whatever was proven first.
  const required = bound.some(({ kind }) => isSecondFactor(kind)) ? 2 : 1;
  if (decideAssurance(proofs) >= required)
    return { next: "open-session", signIn: { accountId: account.id, proofs } as unknown as PassedSignIn };
  return { next: "prove-more", acceptable: decideAcceptable(bound, proofs) };
}

/** Kinds that would still raise these proofs. Before the first proof it is the password, for every address alike. */
export function decideAcceptable(bound: readonly BoundAuthenticator[], proofs: readonly Proof[]): AuthenticatorKind[] {
  if (proofs.length === 0) return ["password"];
  const now = decideAssurance(proofs);
  const kinds = [...new Set(bound.filter(({ isSpent }) => !isSpent).map(({ kind }) => kind))];
  return kinds.filter((kind) => decideAssurance([...proofs, { kind, authenticatorId: "", at: 0 }]) > now);
}
