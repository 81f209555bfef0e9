import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Proof } from "../rules/vocabulary.ts";
import { addProof } from "../sessions/add-proof.ts";
import { restoreTrust } from "../sessions/trust.ts";
import type { Services } from "../services.ts";
import type { Attempt, AttemptView } from "./attempt.ts";
import { setProofs } from "./attempts.sql.ts";
import type { Prover } from "./prover.ts";

/** Takes the flag off the session that asked: its owner has vouched for it, by a proof made in it. */
export async function finishRestoreTrust(
  tx: Tx,
  services: Services,
  { client, session }: Prover,
  attempt: Attempt,
  proof: Proof,
): Promise<(AttemptView & { newToken: string | null }) | Refusal<"not-signed-in">> {
  const at = services.now();
  if (!session) return refuse("not-signed-in");
  await setProofs(tx, attempt, at);
  const added = await addProof(tx, services, session.id, proof, client);
  if (added.ended) return refuse("not-signed-in");
  const reason = await restoreTrust(tx, session.id);
  if (reason !== undefined)
    await recordEvent(tx, services, {
      type: "session.trust-restored",
      accountId: session.accountId,
      actor: { kind: "account", id: session.accountId },
      sessionId: session.id,
      client,
      data: { reason, kind: proof.kind },
    });
  return { attempt: { ...attempt, completedAt: at }, status: "complete", acceptable: [], newToken: added.newToken };
}
