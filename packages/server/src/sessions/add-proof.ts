import { itself } from "../vocabulary/events/actors.ts";
import { isAhead } from "../vocabulary/instants.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import { recordEvent } from "../audit/record-event.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import type { Client, Services, Work } from "../services.ts";
import { mergeProof } from "./session.ts";
import { endConfirmationsOfOthers, replaceProofs, setConfirmationEnded } from "./changes.sql.ts";
import { findLive } from "./sessions.sql.ts";

/** What adding a proof to a session came to; a session that is doubted counts as ended here. */
export type AddedProof = { readonly ended: true } | { readonly ended: false; readonly newToken: string | null };

/**
 * Adds a fresh proof to a live session and gives it a new token: whoever planted or saw the old one gains nothing. A program
 * that has not said it takes one keeps the token nobody could have planted (docs/decisions/0043), but for `replacesToken`: what is
 * restored is the owner's session, not that of whoever copied it (0015).
 */
export async function addProof(
  { tx, random, now }: Work,
  sessionId: string,
  proof: Proof,
  { takesNewToken, replacesToken = false }: Pick<Client, "takesNewToken"> & { readonly replacesToken?: boolean },
): Promise<AddedProof> {
  for (;;) {
    const row = await findLive(tx, sessionId);
    // Doubted since it was looked up: nothing is added to it until its owner has vouched for it.
    if (!row || row.flaggedAt !== null) return { ended: true };
    const newToken = replacesToken || takesNewToken ? randomToken(random) : null;
    // Another proof may have come between reading and writing; then the new state is read again.
    const tokenHash = newToken === null ? null : sha256(newToken);
    const proofs = JSON.stringify(mergeProof(JSON.parse(row.proofs) as Proof[], proof));
    // A fresh proof is activity, whatever was noted within the last minute (SP 800-63B-4 §5.2).
    const lastSeenAt = isAhead(row.lastSeenAt, now()) ? now() : Math.max(row.lastSeenAt, now());
    // An end that a clock ahead has noted would keep this proof from counting, and every later one; earlier ones stay ended.
    const endsAhead = row.confirmationEndedAt !== null && isAhead(row.confirmationEndedAt, proof.at);
    const ended = endsAhead && { confirmationEndedAt: proof.at - 1 };
    const next = { proofs, lastSeenAt, ...(tokenHash && { tokenHash }), ...ended };
    if (await replaceProofs(tx, { id: sessionId, proofs: row.proofs }, next)) return { ended: false, newToken };
  }
}

/** Ends the ten minutes of a confirmation early. */
export async function endConfirmation(
  services: Services,
  session: { id: string; accountId: string },
  client: Client,
): Promise<void> {
  await services.transact(async (work) => {
    await setConfirmationEnded(work.tx, session.id, work.now());
    await recordEvent(work, {
      type: "step-up.ended",
      accountId: session.accountId,
      actor: itself(session.accountId),
      sessionId: session.id,
      client,
      data: {},
    });
  });
}

/** Ends the confirmations of an account's other sessions: what they were made with may just have been replaced. */
export function endOtherConfirmations({ tx, now }: Work, session: { id: string; accountId: string }): Promise<void> {
  return endConfirmationsOfOthers(tx, session.accountId, session.id, now());
}
