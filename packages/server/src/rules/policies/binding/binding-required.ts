import type { SecondFactorLevel } from "../../../vocabulary/policies.ts";
import { findForbidding, listDemands, listUnmet } from "./unmet.ts";
import type { BoundAuthenticator, Proof, ProofKind } from "../../../vocabulary/proofs.ts";
import { decideAssurance, decidePhishingResistance, isPhishingResistant, isUsable } from "../../sign-in/assurance.ts";
import type { HeldPolicies, Source } from "../held/held-policies.ts";
import { type AuthenticatorKind, isSecondFactor, secondFactorKinds } from "../../../vocabulary/kinds.ts";

/** A level somebody is held to by now, and by whom. */
export interface Demand {
  readonly required: SecondFactorLevel;
  readonly source: Source;
}

/** How a session was proven. */
export interface Proven {
  readonly proofs: readonly Proof[];
  /** When the device that stood in for the second step had taken it itself; null when none did. */
  readonly rememberedAt: number | null;
}

/** Who forbids a kind. What an identity provider says is no authenticator: whether it counts is its connection's to say. */
export function findForbiddenBy(kind: ProofKind, { forbiddenKinds }: HeldPolicies): Source | undefined {
  return kind === "sso" ? undefined : forbiddenKinds[kind];
}

/** The strictest level that is asked for by now. */
export function decideDemand(held: HeldPolicies, now: number): Demand | null {
  return listDemands(held).find(({ dueAt }) => dueAt <= now) ?? null;
}

/** Whether a session meets what its account is held to, as far as its proofs alone can tell. */
export function decideMeetsPolicy({ proofs, rememberedAt }: Proven, held: HeldPolicies, now: number): boolean {
  if (proofs.some(({ kind }) => findForbiddenBy(kind, held))) return false;
  const demand = decideDemand(held, now);
  if (!demand) return true;
  if (decideAssurance(proofs) < 2) return demand.required === "two-factor" && isRemembered(rememberedAt, held, now);
  return demand.required === "two-factor" || decidePhishingResistance(proofs);
}

function isRemembered(rememberedAt: number | null, { rememberDays }: HeldPolicies, now: number): boolean {
  if (rememberedAt === null) return false;
  return rememberDays === null || now - rememberedAt < rememberDays.value * 24 * 60 * 60 * 1000;
}

/** What must be bound before anything else may be done. */
export interface BindingRequired extends Demand {
  /** Kinds that would do. */
  readonly kinds: readonly AuthenticatorKind[];
}

/** Second factors somebody has that nobody forbids. */
export function listAllowed(bound: readonly BoundAuthenticator[], held: HeldPolicies): BoundAuthenticator[] {
  return bound.filter((each) => isSecondFactor(each.kind) && isUsable(each) && !held.forbiddenKinds[each.kind]);
}

/** Second factors of forbidden kinds prove nothing once an allowed one is bound; until then they are the way in to bind one. */
export function decideAllowed(bound: readonly BoundAuthenticator[], held: HeldPolicies): readonly BoundAuthenticator[] {
  if (listAllowed(bound, held).length === 0) return bound;
  return bound.map((each) => (held.forbiddenKinds[each.kind] ? { ...each, isUnusable: true } : each));
}

/** What an account must bind now, having only this; null when it has enough. */
export function decideBindingRequired(
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
  now: number,
): BindingRequired | null {
  const kinds = secondFactorKinds.filter((kind) => !held.forbiddenKinds[kind]);
  const allowed = listAllowed(bound, held).map(({ kind }) => kind);
  const unmet = listUnmet(allowed, held).find(({ dueAt }) => dueAt <= now);
  if (unmet) {
    const { required, source } = unmet;
    return { required, source, kinds: required === "phishing-resistant" ? kinds.filter(isPhishingResistant) : kinds };
  }
  // Whoever has only what is forbidden replaces it: it would be no second factor at all. What is switched off is none (0022).
  const has = bound.filter((each) => isSecondFactor(each.kind) && isUsable(each)).map(({ kind }) => kind);
  const source = findForbidding(has, held);
  return source ? { required: "two-factor", kinds, source } : null;
}
