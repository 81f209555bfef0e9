import { findAccount } from "../accounts/find-account.ts";
import type { Judgement } from "../authenticators/judgement.ts";
import { decideCountsAgainst } from "../rules/sessions/trust.ts";
import { flagForClonedKey, noteFailedStepUp } from "../sessions/trust.ts";
import type { Work } from "../services.ts";
import type { Attempt } from "./attempt.ts";
import type { Prover } from "./prover.ts";

/** What a rejected answer says against sessions: repeated wrong ones in a step-up, or the copy of a key. */
export async function noteDoubt(
  work: Work,
  { client, session }: Prover,
  { accountId, purpose }: Pick<Attempt, "accountId" | "purpose">,
  { reason, clonedPasskeyId: passkeyId }: Extract<Judgement, { right: false }>,
): Promise<void> {
  const isWrongStepUp = purpose === "step-up" && session !== null && decideCountsAgainst(reason);
  if (!isWrongStepUp && passkeyId === undefined) return;
  const account = await findAccount(work.tx, accountId ?? "");
  if (!account) return;
  // A copied key says more than a wrong answer: its flag is set first.
  if (passkeyId !== undefined) {
    const shownIn = session?.accountId === account.id ? session.id : null;
    await flagForClonedKey(work, { account, client, passkeyId, shownIn });
  }
  if (isWrongStepUp) await noteFailedStepUp(work, session.id, { account, client });
}
