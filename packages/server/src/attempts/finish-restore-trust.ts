import { anonymous, itself } from "../vocabulary/events/actors.ts";
import type { OwnProof } from "../vocabulary/proofs.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideDoubtedPasskey } from "../rules/sessions/restoring.ts";
import { addProof } from "../sessions/add-proof.ts";
import { findFlagEvidence, restoreTrust } from "../sessions/trust.ts";
import type { Work } from "../services.ts";
import { type Attempt, type AttemptView, triesLeftOf } from "./attempt.ts";
import { setProofs } from "./attempts.sql.ts";
import type { Prover } from "./prover.ts";

/** Takes the flag off the session that asked: its owner has vouched for it, by a proof made in it. It gets a new token. */
export async function finishRestoreTrust(
  work: Work,
  { client, session }: Prover,
  attempt: Attempt,
  proof: OwnProof,
): Promise<(AttemptView & { newToken: string | null }) | Refusal<"not-signed-in" | "proof-rejected">> {
  const at = work.now();
  if (!session) return refuse("not-signed-in");
  const about = { accountId: session.accountId, sessionId: session.id, client };
  const { kind, authenticatorId } = proof;
  if (authenticatorId === decideDoubtedPasskey(await findFlagEvidence(work.tx, session.id))) {
    const data = { kind, reason: "passkey-cloned" } as const;
    await recordEvent(work, { ...about, type: "restore-trust.rejected", actor: anonymous, data });
    return refuse("proof-rejected", { triesLeft: triesLeftOf(attempt) });
  }
  await setProofs(work.tx, attempt, at);
  const reason = await restoreTrust(work, session.id, client);
  if (reason === undefined) return refuse("not-signed-in");
  const added = await addProof(work, session.id, proof, { takesNewToken: client.takesNewToken, replacesToken: true });
  if (added.ended) return refuse("not-signed-in");
  const actor = itself(session.accountId);
  await recordEvent(work, { ...about, type: "session.trust-restored", actor, data: { reason, kind } });
  return { attempt: { ...attempt, completedAt: at }, status: "complete", acceptable: [], newToken: added.newToken };
}
