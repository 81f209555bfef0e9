import type { BoundAuthenticator } from "../vocabulary/proofs.ts";
import { findAccount } from "../accounts/find-account.ts";
import { gatherStanding } from "../authenticators/gather-standing.ts";
import { type HeldPolicies, heldToNothing } from "../rules/policies/held/held-policies.ts";
import { decideMeetingKinds } from "../rules/policies/binding/gap.ts";
import { decideRestorers } from "../rules/sessions/restoring.ts";
import { decideAcceptable } from "../rules/sign-in/acceptable.ts";
import { decideStepUpKinds, decideStepUpTerms } from "../rules/step-up/terms.ts";
import { findFlagEvidence } from "../sessions/trust.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Services, View, World } from "../services.ts";
import { type AcceptableProof, type Attempt, offer } from "./attempt.ts";

/** What an open attempt accepts next. */
export async function listAcceptable(services: Services, attempt: Attempt): Promise<AcceptableProof[]> {
  const { read } = services;
  if (attempt.purpose === "sign-in" && attempt.proofs.length === 0) return offerBeforeFirstProof(attempt);
  const accountId = attempt.accountId ?? "";
  const { bound: all, holding } = await gatherStanding(services, accountId);
  const bound = attempt.purpose === "restore-trust" ? await restorersOf(services, attempt, all) : all;
  const preferred = (await findAccount(read, accountId))?.preferredAuthenticatorId ?? null;
  return offer(acceptableKinds(services, attempt, bound, holding.held), bound, preferred);
}

function acceptableKinds(
  { config, now }: World,
  { purpose, operation, proofs }: Attempt,
  bound: readonly BoundAuthenticator[],
  held: HeldPolicies,
): AuthenticatorKind[] {
  if (purpose === "restore-trust") return bound.map(({ kind }) => kind);
  if (purpose === "sign-in") return decideAcceptable(bound, proofs, held, now());
  if (operation === "meet-policy") return decideMeetingKinds(bound, held, now());
  return decideStepUpKinds(bound, decideStepUpTerms(config.stepUpStrength, held).strength);
}

async function restorersOf(
  { read }: View,
  { sessionId }: Attempt,
  bound: readonly BoundAuthenticator[],
): Promise<BoundAuthenticator[]> {
  return decideRestorers(bound, await findFlagEvidence(read, sessionId ?? ""));
}

/**
 * Told alike for every address: what an account really has is told after a first proof. Without an address, or a
 * provider's word for it, only a passkey can say whose it is.
 */
export function offerBeforeFirstProof({ target, accountId, vouched }: Attempt): AcceptableProof[] {
  const isNamed = target !== "no-address" || (vouched !== null && accountId !== null);
  const kinds = decideAcceptable([], [], heldToNothing, 0).filter((kind) => kind === "passkey" || isNamed);
  return kinds.map((kind) => ({ kind, preferred: false }));
}
