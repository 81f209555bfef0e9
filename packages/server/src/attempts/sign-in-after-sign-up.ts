import type { CompletedSignUp } from "../accounts/complete-sign-up.ts";
import { gatherStanding } from "../authenticators/gather-standing.ts";
import { decideSignIn } from "../rules/sign-in/sign-in.ts";
import type { Work } from "../services.ts";
import { gatherCaptured } from "../accounts/captured.ts";
import { type FinishedSignIn, openSignedIn } from "./finish-sign-in.ts";
import type { Prover } from "./prover.ts";

/**
 * Signs in whoever opens the mailed link in the browser that signed up: what they gave there, and the passkey they made
 * here, are proofs like any other, and the rule decides. Null where it asks for more, or the link is opened elsewhere.
 */
export async function signInAfterSignUp(
  work: Work,
  prover: Prover,
  { account, proof }: CompletedSignUp,
): Promise<FinishedSignIn | null> {
  if (proof === null || prover.client.isTokenCaller) return null;
  const { bound, holding } = await gatherStanding(work, account.id);
  const { held } = holding;
  const proofs = [proof];
  const captured = await gatherCaptured(work, account, holding, null);
  const decision = decideSignIn({ account, bound, proofs, captured, rememberedAt: null, held, now: work.now() });
  if ("refused" in decision || decision.next === "prove-more") return null;
  return openSignedIn(work, prover, { proofs, vouched: null }, { ...decision, account, holding });
}
