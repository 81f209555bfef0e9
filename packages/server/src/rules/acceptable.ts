import { decideAssurance } from "./assurance.ts";
import { decideAllowed } from "./binding-required.ts";
import type { HeldPolicies } from "./held-policies.ts";
import { decidePolicyGap } from "./policy-gap.ts";
import { bestProof, isUsable } from "./required-assurance.ts";
import type { AuthenticatorKind, BoundAuthenticator, Proof } from "./vocabulary.ts";

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
