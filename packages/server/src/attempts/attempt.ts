import { type AttemptStatus } from "../vocabulary/states.ts";
import type { Operation } from "../vocabulary/operations.ts";
import type { BoundAuthenticator, Proof, Purpose } from "../vocabulary/proofs.ts";
import { isAhead } from "../vocabulary/instants.ts";
import { decideOrder } from "../rules/sign-in/acceptable.ts";
import { triesPerAttempt } from "../rules/requests/throttling.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Vouched } from "../vocabulary/sso.ts";

/** How long an attempt lives. */
export const attemptSeconds = 600;

/** A browser keeps what it is known by for longer: what it has under way in several tabs ends one after the other. */
export const attemptCookieSeconds = 3600;

/** Proofs being collected for a purpose. */
export interface Attempt {
  readonly id: string;
  readonly purpose: Purpose;
  /** Null for an address nobody has; such an attempt looks and costs like any other. */
  readonly accountId: string | null;
  /** Whose tries are counted: the account, or the unknown address under a key. */
  readonly budgetOwner: string;
  readonly sessionId: string | null;
  readonly operation: Operation | null;
  readonly target: string | null;
  readonly proofs: readonly Proof[];
  readonly tries: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly completedAt: number | null;
  readonly failedAt: number | null;
  /** The identity provider it may be handed to, by the address' domain or by the session it belongs to. */
  readonly connectionId: string | null;
  /** Of what the browser that began it keeps. */
  readonly browserHash: Uint8Array | null;
  /** What an identity provider said; without a proof of it, whoever has the account must show once that it is theirs. */
  readonly vouched: Vouched | null;
}

export function statusOf({ completedAt, failedAt, expiresAt }: Attempt, now: number): AttemptStatus {
  if (completedAt !== null) return "complete";
  if (failedAt !== null) return "failed";
  // One from the future would stay open until then.
  return expiresAt <= now || isAhead(expiresAt, now, attemptSeconds * 1000) ? "expired" : "open";
}

export function triesLeftOf({ tries }: Attempt): number {
  return Math.max(0, triesPerAttempt - tries);
}

/** One way to go on, as the attempt offers it. */
export interface AcceptableProof {
  readonly kind: AuthenticatorKind;
  readonly id?: string;
  readonly name?: string;
  /** A passkey that its owner holds as a security key, to be called that. */
  readonly securityKey?: true;
  readonly preferred: boolean;
}

/** An attempt with what may be proven next, as its caller may see it. */
export interface AttemptView {
  readonly attempt: Attempt;
  readonly status: AttemptStatus;
  readonly acceptable: readonly AcceptableProof[];
  /** The provider it may be handed to; null where there is none, and once something is proven. */
  readonly redirect?: Redirect | null;
}

/** The way in by single sign-on. */
export interface Redirect {
  readonly connection: { readonly id: string; readonly name: string };
  /** No other way leads on. */
  readonly isRequired: boolean;
}

/** The authenticators of the acceptable kinds; the preferred one first, then the strongest. */
export function offer(
  kinds: readonly AuthenticatorKind[],
  bound: readonly BoundAuthenticator[],
  preferredId: string | null,
): AcceptableProof[] {
  const offered = bound
    .filter(({ kind, isSpent, isUnusable }) => kinds.includes(kind) && !isSpent && !isUnusable)
    .map(({ kind, id, name, isSecurityKey }) => ({
      kind,
      ...(name !== undefined && { id, name }),
      ...(isSecurityKey && { securityKey: isSecurityKey }),
      preferred: id === preferredId,
    }));
  return decideOrder(offered);
}
