import type { Proof } from "../vocabulary/proofs.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideDoubtedPasskey } from "../rules/sessions/restoring.ts";
import { addProof } from "../sessions/add-proof.ts";
import { findFlagEvidence, restoreTrust } from "../sessions/trust.ts";
import type { Services } from "../services.ts";
import { type Attempt, type AttemptView, triesLeftOf } from "./attempt.ts";
import { setProofs } from "./attempts.sql.ts";
import type { Prover } from "./prover.ts";

/** Takes the flag off the session that asked: its owner has vouched for it, by a proof made in it. It gets a new token. */
export async function finishRestoreTrust(
  tx: Tx,
  services: Services,
  { client, session }: Prover,
  attempt: Attempt,
  proof: Proof,
): Promise<(AttemptView & { newToken: string | null }) | Refusal<"not-signed-in" | "proof-rejected">> {
  const at = services.now();
  if (!session) return refuse("not-signed-in");
  const about = { accountId: session.accountId, sessionId: session.id, client };
  const { kind, authenticatorId } = proof;
  if (authenticatorId === decideDoubtedPasskey(await findFlagEvidence(tx, session.id))) {
    const data = { kind, reason: "passkey-cloned" } as const;
    await recordEvent(tx, services, { ...about, type: "restore-trust.rejected", actor: { kind: "anonymous" }, data });
    return refuse("proof-rejected", { triesLeft: triesLeftOf(attempt) });
  }
  await setProofs(tx, attempt, at);
  const reason = await restoreTrust(tx, services, session.id, client);
  if (reason === undefined) return refuse("not-signed-in");
  const added = await addProof(tx, services, session.id, proof, client, { replacesToken: true });
  if (added.ended) return refuse("not-signed-in");
  const actor = { kind: "account", id: session.accountId } as const;
  await recordEvent(tx, services, { ...about, type: "session.trust-restored", actor, data: { reason, kind } });
  return { attempt: { ...attempt, completedAt: at }, status: "complete", acceptable: [], newToken: added.newToken };
}
