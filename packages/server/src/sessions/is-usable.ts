import type { Proof } from "../vocabulary/proofs.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { decideLimits, decideSessionAlive } from "../rules/sessions/lifetime.ts";
import type { View } from "../services.ts";
import { findLive } from "./sessions.sql.ts";

/** Whether a session lives, by every limit it is held to, and is not doubted: what it has set going may go on. */
export async function isUsableSession(view: View, id: string): Promise<boolean> {
  const { read, config, now } = view;
  const row = await findLive(read, id);
  if (!row || row.flaggedAt !== null || (JSON.parse(row.proofs) as Proof[]).length === 0) return false;
  const { held } = await gatherBelonging(view, row.accountId);
  return decideSessionAlive(row, decideLimits(config.session, held), now());
}
