import type { AuthenticatorKind, Operation } from "../rules/vocabulary.ts";

/** Why a sign-in failed. */
export type SignInFailure = "wrong-password" | "wrong-code" | "code-already-used" | "locked" | "suspended";

/** Why a session ended. */
export type SessionEnd =
  | "signed-out"
  | "ended-by-owner"
  | "password-changed"
  | "password-reset"
  | "account-deleted"
  | "suspended"
  | "ended-by-operator"
  | "replaced";

type NoFacts = Readonly<Record<string, never>>;

/** The catalogue: every type of event and the facts it carries. Facts never hold a secret. */
export interface EventData {
  "account.created": NoFacts;
  "account.renamed": NoFacts;
  "account.authenticator-preferred": { authenticatorId: string | null };
  "account.suspended": NoFacts;
  "account.restored": NoFacts;
  "account.deletion-requested": { deletesAt: number };
  "account.deletion-called-off": NoFacts;
  "account.deleted": NoFacts;
  "sign-up.requested": { known: boolean };
  "sign-up.link-resent": NoFacts;
  "email.change-requested": NoFacts;
  "email.changed": NoFacts;
  "password.changed": NoFacts;
  "password.change-rejected": NoFacts;
  "password.reset-requested": NoFacts;
  "password.reset": NoFacts;
  "sign-in.accepted": { method: SignInMethod; factor: AuthenticatorKind | null };
  "sign-in.rejected": { method: SignInMethod; factor: AuthenticatorKind | null; reason: SignInFailure };
  "proof.accepted": { kind: AuthenticatorKind; authenticatorId: string | null; purpose: "sign-in" | "step-up" };
  "step-up.accepted": { operation: Operation; kind: AuthenticatorKind };
  "step-up.rejected": { operation: Operation; kind: AuthenticatorKind; reason: SignInFailure };
  "step-up.ended": NoFacts;
  "session.opened": { method: SignInMethod };
  "session.ended": { reason: SessionEnd };
  "authenticator.binding-begun": { kind: AuthenticatorKind; authenticatorId: string };
  "authenticator.binding-rejected": { kind: AuthenticatorKind; authenticatorId: string };
  "authenticator.bound": { kind: AuthenticatorKind; authenticatorId: string; name: string };
  "authenticator.renamed": { kind: AuthenticatorKind; authenticatorId: string; name: string };
  "authenticator.unbound": { kind: AuthenticatorKind; authenticatorId: string; name: string };
  "recovery-codes.issued": { total: number };
  "recovery-codes.revoked": NoFacts;
  "recovery-code.used": { remaining: number };
  "two-step.turned-off": NoFacts;
}

export type EventType = keyof EventData;

/** How a sign-in was made. */
export type SignInMethod = "password" | "passkey" | "sso" | "api-key";

/** Who did it. */
export type Actor =
  | { readonly kind: "account"; readonly id: string }
  | { readonly kind: "operator"; readonly id: string }
  | { readonly kind: "anonymous" }
  | { readonly kind: "system" };
