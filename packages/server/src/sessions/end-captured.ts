import { type CapturedFacts } from "../rules/sso/capture.ts";
import { decideGoesOn } from "../rules/sso/captured-acts.ts";
import type { Proof } from "../vocabulary/proofs.ts";
import type { Work } from "../services.ts";
import { type Ending, endSession } from "./end-sessions.ts";
import { listLive } from "./sessions.sql.ts";

const atATime = 100;

/** Ends what an account has open that its identity provider has not vouched for. Answers how many. */
export async function endUnvouched(
  work: Work,
  captured: CapturedFacts,
  { keepsId, ...ending }: Omit<Ending, "reason"> & { readonly keepsId: string | null },
): Promise<number> {
  const { accountId } = ending;
  const every = { accountId, now: work.now(), seenSince: 0, openedSince: 0, flaggedSince: 0, limit: atATime };
  let ended = 0;
  for (let before: string | undefined; ;) {
    const rows = await listLive(work.tx, { ...every, before });
    const over = rows.filter(
      ({ id, proofs, ...row }) =>
        id !== keepsId && !decideGoesOn(captured, { ...row, proofs: JSON.parse(proofs) as Proof[] }),
    );
    for (const { id: sessionId } of over) await endSession(work, { ...ending, reason: "sso-required", sessionId });
    ended += over.length;
    if (rows.length < atATime) return ended;
    before = rows.at(-1)!.id;
  }
}
