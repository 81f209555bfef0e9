import type { BoundAuthenticator, ProofKind } from "../../../vocabulary/proofs.ts";
import { decideAssurance, isPhishingResistant } from "../../sign-in/assurance.ts";
import {
  type BindingRequired,
  decideBindingRequired,
  decideDemand,
  decideMeetsPolicy,
  findForbiddenBy,
  listAllowed,
  type Proven,
} from "./binding-required.ts";
import type { HeldPolicies, Source } from "../held/held-policies.ts";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";

/** What separates a session from what its account is held to. */
export type PolicyGap =
  | { readonly next: "bind"; readonly binding: BindingRequired }
  | { readonly next: "prove"; readonly acceptable: readonly AuthenticatorKind[]; readonly source: Source };

/** What is missing of a session, or of a sign-in, that its account is held to; null when nothing is. */
export function decidePolicyGap(
  bound: readonly BoundAuthenticator[],
  { proofs, rememberedAt }: Proven,
  held: HeldPolicies,
  now: number,
): PolicyGap | null {
  const binding = decideBindingRequired(bound, held, now);
  if (binding) return { next: "bind", binding };
  const isForbidden = (kind: ProofKind): boolean => findForbiddenBy(kind, held) !== undefined;
  const counted = { proofs: proofs.filter(({ kind }) => !isForbidden(kind)), rememberedAt };
  const lost = proofs.find(({ kind }) => isForbidden(kind));
  const isTooLittle = lost !== undefined && decideAssurance(counted.proofs) < 2;
  if (decideMeetsPolicy(counted, held, now) && !isTooLittle) return null;
  const demand = decideDemand(held, now);
  const source = demand?.source ?? (lost && findForbiddenBy(lost.kind, held));
  if (!source) return null;
  const acceptable = decideMeetingKinds(bound, held, now);
  // Whoever came in with a recovery code has lost the passkey: another one takes its place.
  const hasLostIt = counted.proofs.some(({ kind }) => kind === "recovery-code");
  if (demand?.required === "phishing-resistant" && hasLostIt)
    return { next: "bind", binding: { ...demand, kinds: acceptable } };
  return { next: "prove", acceptable, source };
}

/** Kinds an account has that would meet what it is held to. */
export function decideMeetingKinds(
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
  now: number,
): AuthenticatorKind[] {
  const kinds = [...new Set(listAllowed(bound, held).map(({ kind }) => kind))];
  return decideDemand(held, now)?.required === "phishing-resistant" ? kinds.filter(isPhishingResistant) : kinds;
}
