import type { Proof } from "../vocabulary/proofs.ts";
import { decideCarried, decideLeftProofs } from "../rules/sessions/counting.ts";
import type { Work } from "../services.ts";
import { type Ending, endSession } from "./end-sessions.ts";
import { replaceProofs } from "./changes.sql.ts";
import { findLive } from "./sessions.sql.ts";
import { listUnended } from "./trust.sql.ts";

/**
 * Takes out of all sessions of an account what was proven with authenticators that are no longer bound. To be called wherever
 * something stops being bound, in the same transaction. A session of which nothing is left ends: nobody has proven it.
 */
export async function voidProofs(work: Work, by: Omit<Ending, "reason">, unbound: readonly string[]): Promise<void> {
  if (unbound.length === 0) return;
  for (const { id } of await listUnended(work.tx, by.accountId)) {
    const left = await rewrite(work, id, (proofs) => decideLeftProofs(proofs, unbound));
    if (left?.length === 0) await endSession(work, { ...by, reason: "authenticator-unbound", sessionId: id });
  }
}

/** The caller's own session keeps, under the new set of codes, what it was opened with by one of the old. */
export async function carryProof(work: Work, sessionId: string, from: readonly string[], to: string): Promise<void> {
  await rewrite(work, sessionId, (proofs) => decideCarried(proofs, from, to));
}

// Another proof may have come between reading and writing; then the new state is read again.
async function rewrite(
  { tx }: Work,
  id: string,
  change: (proofs: readonly Proof[]) => readonly Proof[],
): Promise<readonly Proof[] | undefined> {
  for (;;) {
    const row = await findLive(tx, id);
    if (!row) return undefined;
    const next = change(JSON.parse(row.proofs) as Proof[]);
    const proofs = JSON.stringify(next);
    if (proofs === row.proofs || (await replaceProofs(tx, row, { proofs }))) return next;
  }
}
