import type { Proof } from "../../vocabulary/proofs.ts";
import { type ActingDecision, type ActingFacts, decideActing } from "./acting.ts";
import { decideMeetsPolicy } from "../policies/binding/binding-required.ts";
import type { HeldPolicies, Source } from "../policies/held/held-policies.ts";
import { decideIdleExpiry, decideLimits, decideSessionAlive, type SessionLimits } from "../sessions/lifetime.ts";

export interface RequestFacts {
  readonly session: {
    readonly createdAt: number;
    readonly lastSeenAt: number;
    readonly expiresAt: number;
    readonly flaggedAt: number | null;
    readonly rememberedAt: number | null;
    readonly proofs: readonly Proof[];
  };
  /** The deployment's. */
  readonly limits: SessionLimits;
  readonly held: HeldPolicies;
  /** Where somebody acts, when they act in an organization. */
  readonly acting?: ActingFacts | undefined;
  readonly now: number;
}

export type RequestDecision =
  /** `by`: whose limit it was; null for the deployment's own, and for a flag nobody took off. */
  | { readonly verdict: "ended"; readonly by: Source | null }
  | { readonly verdict: "flagged" }
  /** What was proven is not enough by now; what would be depends on what is bound. */
  | { readonly verdict: "below-policy"; readonly byBreakGlass: boolean }
  | { readonly verdict: "kept-out"; readonly acting: Exclude<ActingDecision, { may: true }> }
  | { readonly verdict: "admitted"; readonly byBreakGlass: boolean };

/** THE question of every request: does this session live, is it trusted, does it meet policy, may it act there. */
export function decideRequest({ session, limits, held, acting, now }: RequestFacts): RequestDecision {
  if (!decideSessionAlive(session, limits, now)) return { verdict: "ended", by: null };
  const strictest = decideLimits(limits, held);
  if (strictest !== limits && !decideSessionAlive(session, strictest, now))
    return { verdict: "ended", by: passed(session, held, now) };
  if (session.flaggedAt !== null) return { verdict: "flagged" };
  const decision = acting ? decideActing(acting, session.proofs, now) : undefined;
  if (decision && decision.may !== true) return { verdict: "kept-out", acting: decision };
  const byBreakGlass = decision?.byBreakGlass ?? false;
  return { verdict: decideMeetsPolicy(session, held, now) ? "admitted" : "below-policy", byBreakGlass };
}

function passed(
  session: RequestFacts["session"],
  { idleSeconds, absoluteSeconds }: HeldPolicies,
  now: number,
): Source | null {
  const { lastSeenAt, expiresAt } = session;
  const isIdle = idleSeconds && now >= decideIdleExpiry(lastSeenAt, expiresAt, { idleSeconds: idleSeconds.value });
  return (isIdle ? idleSeconds : absoluteSeconds)?.source ?? null;
}
