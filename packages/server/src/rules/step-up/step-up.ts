import type { Operation } from "../../vocabulary/operations.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import type { StepUpStrength } from "../../vocabulary/policies.ts";
import { isAhead } from "../../vocabulary/instants.ts";
import { decideStepUpKinds, decideStepUpRequirement } from "./terms.ts";
import { decideVouchedConfirms } from "./vouched.ts";
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
  const counts = (proof: Proof): boolean => {
    if (proof.kind === "sso") return decideVouchedConfirms(proof, bound, strength);
    return (proof.kind === "recovery-code" || acceptable.includes(proof.kind)) && isBound(proof.authenticatorId);
  };
  const fresh = proofs.some((proof) => isFresh(proof, { since, confirmationEndedAt, now }) && counts(proof));
  return fresh ? { confirmed: true } : { confirmed: false, acceptable, maxAgeSeconds };
}

// A proof from the future was given while the clock was ahead: it would stay fresh until then. So would the end of a confirmation
// keep every proof from counting; given anew, a proof ends that (sessions/add-proof.ts).
function isFresh(
  { at }: Proof,
  { since, confirmationEndedAt, now }: { since: number; confirmationEndedAt: number | null; now: number },
): boolean {
  return at >= since && !isAhead(at, now) && at > (confirmationEndedAt ?? -1);
}

/** When the newest proof was given; one from the future is none. */
export function confirmedAt(proofs: readonly Proof[], now: number): number {
  let newest = 0;
  for (const { at, isUndated } of proofs) if (at > newest && !isUndated && !isAhead(at, now)) newest = at;
  return newest;
}

/** Until when the newest proof confirms, or null. What an operation then asks may be more than that proof gives. */
export function decideConfirmedUntil(
  proofs: readonly Proof[],
  confirmationEndedAt: number | null,
  windowSeconds: number,
  now: number,
): number | null {
  const newest = confirmedAt(proofs, now);
  const until = newest + windowSeconds * 1000;
  return newest > 0 && until > now && newest > (confirmationEndedAt ?? -1) ? until : null;
}
