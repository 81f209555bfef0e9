import { itself } from "../vocabulary/events/actors.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuse, type Refusal } from "../problems.ts";
import { addProof } from "../sessions/add-proof.ts";
import type { Work } from "../services.ts";
import type { Attempt, AttemptView } from "./attempt.ts";
import { setProofs } from "./attempts.sql.ts";
import type { Prover } from "./prover.ts";

/** Gives the session that asked the fresh proof. Every kind a step-up accepts is enough by itself. */
export async function finishStepUp(
  work: Work,
  { client, session }: Prover,
  attempt: Attempt,
  proof: Proof,
): Promise<(AttemptView & { newToken: string | null }) | Refusal<"not-signed-in">> {
  const at = work.now();
  if (!session || attempt.operation === null) return refuse("not-signed-in");
  await setProofs(work.tx, attempt, at);
  const added = await addProof(work, session.id, proof, client);
  if (added.ended) return refuse("not-signed-in");
  await recordEvent(work, {
    type: "step-up.accepted",
    accountId: attempt.accountId,
    actor: itself(session.accountId),
    sessionId: session.id,
    client,
    data: { operation: attempt.operation, kind: proof.kind },
  });
  return { attempt: { ...attempt, completedAt: at }, status: "complete", acceptable: [], newToken: added.newToken };
}
