import { refuse, type Refusal } from "../problems.ts";
import { decideAssurance } from "./assurance.ts";
import { bestProof, decideRequiredAssurance, isUsable } from "./required-assurance.ts";
import type { AuthenticatorKind, BoundAuthenticator, Proof } from "./vocabulary.ts";

declare const passed: unique symbol;

/** Evidence that a sign-in met the rule. `openSession` takes nothing else, and only `decideSignIn` makes one. */
export interface PassedSignIn {
  readonly [passed]: true;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
}

export interface SignInFacts {
  readonly account: { readonly id: string; readonly suspendedAt: number | null; readonly securedAt: number | null };
  readonly bound: readonly BoundAuthenticator[];
  readonly proofs: readonly Proof[];
  /** The browser was told not to be asked for the second step again, and that still holds. */
  readonly isRemembered?: boolean;
}

export type SignInDecision =
  | { readonly next: "open-session"; readonly signIn: PassedSignIn }
  | { readonly next: "prove-more"; readonly acceptable: readonly AuthenticatorKind[] }
  | Refusal<"not-allowed">;

/** The one place that says whether the proofs given so far open a session. */
export function decideSignIn({ account, bound, proofs: given, isRemembered = false }: SignInFacts): SignInDecision {
  if (account.suspendedAt !== null)
    return refuse("not-allowed", { reason: "suspended", detail: "This account is suspended. Contact support." });
  if (account.securedAt !== null)
    return refuse("not-allowed", {
      reason: "secured",
      detail: "This account was secured with “This wasn't me”. Choose a new password by mail, then sign in.",
    });
  // A proof counts only while what it was made with is bound: a password changed meanwhile opens nothing.
  const proofs = given.filter(({ authenticatorId }) =>
    bound.some(({ id, isUnusable }) => id === authenticatorId && !isUnusable),
  );
  // A remembered device stands in for the second step after a password, and for nothing else.
  const isSecondStepRemembered = isRemembered && proofs.some(({ kind }) => kind === "password");
  const required = isSecondStepRemembered ? 1 : decideRequiredAssurance(bound);
  if (decideAssurance(proofs) >= required)
    return { next: "open-session", signIn: { accountId: account.id, proofs } as unknown as PassedSignIn };
  return { next: "prove-more", acceptable: decideAcceptable(bound, proofs) };
}

/** Kinds that would still raise these proofs. Before the first proof they are the same for every address. */
export function decideAcceptable(bound: readonly BoundAuthenticator[], proofs: readonly Proof[]): AuthenticatorKind[] {
  if (proofs.length === 0) return ["passkey", "password"];
  const now = decideAssurance(proofs);
  const kinds = [...new Set(bound.filter(isUsable).map(({ kind }) => kind))];
  return kinds.filter((kind) => decideAssurance([...proofs, bestProof(kind)]) > now);
}

/** Whether these authenticators, used together, can open their account. */
export function decideCanSignIn(bound: readonly BoundAuthenticator[]): boolean {
  const usable = bound.filter(isUsable);
  const proofs = usable.map(({ kind, verifiesUser }) => ({
    kind,
    ...(verifiesUser && { userVerified: true as const }),
  }));
  const starts = proofs.some(({ kind }) => kind === "password" || kind === "passkey");
  return starts && decideAssurance(proofs) >= decideRequiredAssurance(bound);
}

/** Whether these proofs may excuse their device from the second step: it must have been one, after a password, and no recovery code. */
export function decideMayRemember(proofs: readonly Proof[]): boolean {
  const [first, second] = proofs;
  return first?.kind === "password" && second !== undefined && second.kind !== "recovery-code";
}
