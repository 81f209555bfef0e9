import type { Tx } from "../database/database.ts";
import type { FlagReason } from "../rules/session-trust.ts";
import { clearFlag, findLive } from "./sessions.sql.ts";

/** Takes a session's flag off; what it was flagged for does not flag it again. Answers the reason, if it was flagged. */
export async function restoreTrust(tx: Tx, sessionId: string): Promise<FlagReason | undefined> {
  const row = await findLive(tx, sessionId);
  if (!row || row.flaggedAt === null) return undefined;
  const vouched = JSON.parse(row.vouchedEvidence) as string[];
  const evidence = row.flagEvidence === null ? [] : [row.flagEvidence];
  await clearFlag(tx, sessionId, JSON.stringify([...new Set([...vouched, ...evidence])]));
  return row.flaggedReason as FlagReason;
}
