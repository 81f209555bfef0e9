import type { Operation } from "../../vocabulary/operations.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import type { StepUpStrength } from "../../vocabulary/policies.ts";
import { decideStepUpKinds, decideStepUpRequirement } from "./terms.ts";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";

export interface StepUpFacts {
  readonly operation: Operation;
  readonly bound: readonly BoundAuthenticator[];
  readonly proofs: readonly Proof[];
  /** When the person ended an earlier confirmation; proofs from before do not count. */
  readonly confirmationEndedAt: number | null;
  readonly strength: StepUpStrength;
  /** For how long a proof is fresh, where that is less than the operation says. */
  readonly windowSeconds?: number;
  readonly now: number;
}

export type StepUpDecision =
  | { readonly confirmed: true }
  | { readonly confirmed: false; readonly acceptable: readonly AuthenticatorKind[]; readonly maxAgeSeconds: number };

/** Whether the session's proofs are fresh and strong enough for the operation (RFC 9470). */
export function decideStepUp({
  operation,
  bound,
  proofs,
  confirmationEndedAt,
  strength,
  windowSeconds = Infinity,
  now,
}: StepUpFacts): StepUpDecision {
  const { requestProvesPassword, ...requirement } = decideStepUpRequirement(operation);
  const maxAgeSeconds = Math.min(requirement.maxAgeSeconds, windowSeconds);
  const acceptable = decideStepUpKinds(bound, strength);
  if (requestProvesPassword && acceptable.includes("password")) return { confirmed: true };
  const since = now - maxAgeSeconds * 1000;
  const isBound = (id: string): boolean => bound.some((each) => each.id === id);
  // A recovery code is not offered here, but signing in with one is fresh: that is the way to replace what was lost.
  const counts = ({ kind, authenticatorId }: Proof): boolean =>
    (kind === "recovery-code" || acceptable.includes(kind)) && isBound(authenticatorId);
  const fresh = proofs.some((proof) => proof.at >= since && proof.at > (confirmationEndedAt ?? -1) && counts(proof));
  return fresh ? { confirmed: true } : { confirmed: false, acceptable, maxAgeSeconds };
}

/** When the newest proof was given. */
export function confirmedAt(proofs: readonly Proof[]): number {
  return Math.max(0, ...proofs.map(({ at }) => at));
}

/** Until when the newest proof confirms, or null. What an operation then asks may be more than that proof gives. */
export function decideConfirmedUntil(
  proofs: readonly Proof[],
  confirmationEndedAt: number | null,
  windowSeconds: number,
  now: number,
): number | null {
  const newest = confirmedAt(proofs);
  const until = newest + windowSeconds * 1000;
  return until > now && newest > (confirmationEndedAt ?? -1) ? until : null;
}
