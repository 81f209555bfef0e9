import type { Proof } from "../../vocabulary/proofs.ts";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { decideRememberDays } from "./devices.ts";

/** What a session keeps of how it was proven. */
export interface KeptProofs {
  readonly proofs: readonly Proof[];
  readonly rememberedAt: number | null;
}

export interface CountingFacts {
  /** Kinds that are switched off in this deployment: they prove nothing, neither at a sign-in nor after it. */
  readonly switchedOff: readonly AuthenticatorKind[];
  /** For how many days the deployment excuses a device. */
  readonly rememberDays: number;
  readonly held: HeldPolicies;
  readonly now: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What of it counts in this request. What was proven with something that is no longer bound is not kept at all
 * (sessions/void-proofs.ts); what is left here may come back.
 */
export function decideCounting(kept: KeptProofs, { switchedOff, rememberDays, held, now }: CountingFacts): KeptProofs {
  const { proofs, rememberedAt } = kept;
  const isOff = ({ kind }: Proof): boolean => kind !== "sso" && switchedOff.includes(kind);
  const isOver = rememberedAt !== null && rememberedAt + decideRememberDays(rememberDays, held) * dayMs <= now;
  // Mostly all of it counts, and this runs for every request.
  if (!isOver && !proofs.some(isOff)) return kept;
  return { proofs: proofs.filter((proof) => !isOff(proof)), rememberedAt: isOver ? null : rememberedAt };
}

/** What is left of a session's proofs when these authenticators are no longer bound. */
export function decideLeftProofs(proofs: readonly Proof[], unbound: readonly string[]): readonly Proof[] {
  return proofs.filter(({ authenticatorId }) => !unbound.includes(authenticatorId));
}

/** A set of codes in place of another: whoever signed in with one of the old has shown as much of the new. */
export function decideCarried(proofs: readonly Proof[], from: readonly string[], to: string): readonly Proof[] {
  return proofs.map((proof) =>
    from.includes(proof.authenticatorId) ? Object.assign({}, proof, { authenticatorId: to }) : proof,
  );
}
