import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import type { Refusal } from "../../problems.ts";
import { decideAcceptable } from "./acceptable.ts";
import { decideAssurance, decideRequiredAssurance } from "./assurance.ts";
import { type BindingRequired, decideAllowed } from "../policies/binding/binding-required.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { decidePolicyGap } from "../policies/binding/gap.ts";
import { type CapturedFacts, decideCaptured, ssoRequired } from "../sso/capture.ts";
import { decideShut, type ShutAccount } from "./shut-accounts.ts";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";

declare const passed: unique symbol;

/** Evidence that a sign-in met the rule. `openSession` takes nothing else, and only `decideSignIn` makes one. */
export interface PassedSignIn {
  readonly [passed]: true;
  readonly accountId: string;
  readonly proofs: readonly Proof[];
}

export interface SignInFacts {
  readonly account: ShutAccount & { readonly id: string };
  readonly bound: readonly BoundAuthenticator[];
  readonly proofs: readonly Proof[];
  /** Identities at organizations' providers that are linked to the account: what they prove counts while they are. */
  readonly identities?: readonly string[];
  /** Whether they must come by an organization's identity provider, and what they have shown of that. */
  readonly captured: CapturedFacts | null;
  /** When the browser took the second step it was told not to be asked for again, where that still holds. */
  readonly rememberedAt: number | null;
  /** What organizations hold the account to. */
  readonly held: HeldPolicies;
  readonly now: number;
}

export type SignInDecision =
  | {
      readonly next: "open-session";
      readonly signIn: PassedSignIn;
      /** What the session may do nothing before. */
      readonly bindingRequired: BindingRequired | null;
      /** Set when the remembered device stood in for the second step. */
      readonly rememberedAt: number | null;
      /** Set when an owner passed a required single sign-on: for an hour, and all owners hear of it. */
      readonly isBreakGlass: boolean;
    }
  | { readonly next: "prove-more"; readonly acceptable: readonly AuthenticatorKind[] }
  | Refusal<"not-allowed">;

/** The one place that says whether the proofs given so far open a session. */
export function decideSignIn(facts: SignInFacts): SignInDecision {
  const { account, held, now } = facts;
  const refusal = decideShut(facts);
  if (refusal) return refusal;
  const bound = decideAllowed(facts.bound, held);
  // A proof counts only while what it was made with is bound: a password changed meanwhile opens nothing.
  const proofs = facts.proofs.filter(({ kind, authenticatorId }) =>
    kind === "sso"
      ? facts.identities?.includes(authenticatorId)
      : bound.some(({ id, isUnusable }) => id === authenticatorId && !isUnusable),
  );
  const captured = decideCaptured(facts.captured, proofs);
  if ("refused" in captured) return captured;
  // A remembered device stands in for the second step after a password, and for nothing else.
  const rememberedAt = proofs.some(({ kind }) => kind === "password") ? facts.rememberedAt : null;
  const required = rememberedAt === null ? decideRequiredAssurance(bound) : 1;
  if (decideAssurance(proofs) < required)
    return { next: "prove-more", acceptable: decideAcceptable(bound, proofs, held, now) };
  const standIn = decideAssurance(proofs) < 2 ? rememberedAt : null;
  const gap = decidePolicyGap(bound, { proofs, rememberedAt: standIn }, held, now);
  if (gap?.next === "prove") return { next: "prove-more", acceptable: decideAcceptable(bound, proofs, held, now) };
  if (!captured.opens) return ssoRequired;
  const isBreakGlass = captured.by === "break-glass";
  const signIn = { accountId: account.id, proofs } as unknown as PassedSignIn;
  return { next: "open-session", signIn, bindingRequired: gap?.binding ?? null, rememberedAt: standIn, isBreakGlass };
}
