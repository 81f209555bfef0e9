import type { FlagReason } from "../rules/session-trust.ts";
import type { TextMessageRefusal } from "../rules/text-messages.ts";
import type { AuthenticatorKind, Operation, Purpose } from "../rules/vocabulary.ts";

/** Why a sign-in failed. */
export type SignInFailure =
  | "wrong-password"
  | "wrong-code"
  | "code-already-used"
  | "code-expired"
  | "passkey-unknown"
  | "passkey-of-another-account"
  | "passkey-invalid"
  | "passkey-challenge"
  | "passkey-not-verified"
  | "passkey-cloned"
  | "locked"
  | "suspended";

/** Why a session ended. */
export type SessionEnd =
  | "signed-out"
  | "ended-by-owner"
  | "password-changed"
  | "password-reset"
  | "account-deleted"
  | "suspended"
  | "ended-by-operator"
  | "replaced"
  | "flag-ignored";

/** Why a device is asked for the second step again. */
export type ForgetReason =
  | "forgotten-by-owner"
  | "password-changed"
  | "password-reset"
  | "authenticator-unbound"
  | "sessions-ended"
  | "suspended";

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
  "proof.accepted": { kind: AuthenticatorKind; authenticatorId: string | null; purpose: Purpose };
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
  "password.removed": NoFacts;
  "passkey.cloned": { authenticatorId: string; name: string; storedCounter: number; givenCounter: number };
  "passkey-offer.declined": NoFacts;
  "text-message.sent": { authenticatorId: string; purpose: Purpose | "bind-authenticator" };
  "text-message.refused": { authenticatorId: string | null; reason: TextMessageRefusal };
  "text-messages.ceiling-reached": { day: string; limit: number };
  "device.remembered": { rememberedDeviceId: string; expiresAt: number };
  "device.forgotten": { rememberedDeviceId: string; reason: ForgetReason };
  "session.flagged": { reason: FlagReason; evidence: string; note?: string };
  "session.trust-restored": { reason: FlagReason; kind: AuthenticatorKind };
  "restore-trust.rejected": { kind: AuthenticatorKind; reason: SignInFailure };
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
