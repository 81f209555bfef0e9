import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { bestProof, decideAssurance, isUsable } from "./assurance.ts";
import { decideAllowed } from "../policies/binding/binding-required.ts";
import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { decidePolicyGap } from "../policies/binding/gap.ts";
import { type AuthenticatorKind, authenticatorKinds } from "../../vocabulary/kinds.ts";

/** Kinds that would still bring these proofs further. Before the first proof they are the same for every address. */
export function decideAcceptable(
  bound: readonly BoundAuthenticator[],
  proofs: readonly Proof[],
  held: HeldPolicies,
  now: number,
): AuthenticatorKind[] {
  if (proofs.length === 0) return ["passkey", "password"];
  const allowed = decideAllowed(bound, held);
  const reached = decideAssurance(proofs);
  const kinds = [...new Set(allowed.filter(isUsable).map(({ kind }) => kind))];
  const raising = kinds.filter((kind) => decideAssurance([...proofs, bestProof(kind)]) > reached);
  const gap = decidePolicyGap(allowed, { proofs, rememberedAt: null }, held, now);
  if (gap?.next !== "prove") return raising;
  // A recovery code always helps: what it opens may then only replace what was lost.
  const codes = raising.filter((kind) => kind === "recovery-code");
  return [...kinds.filter((kind) => gap.acceptable.includes(kind)), ...codes];
}

/** Puts what may be proven in the order it is offered: the preferred one, then the strongest first. */
export function decideOrder<Way extends { readonly kind: AuthenticatorKind; readonly preferred: boolean }>(
  ways: readonly Way[],
): Way[] {
  const rank = ({ kind, preferred }: Way): number => (preferred ? -1 : authenticatorKinds.indexOf(kind));
  return [...ways].sort((a, b) => rank(a) - rank(b));
}
