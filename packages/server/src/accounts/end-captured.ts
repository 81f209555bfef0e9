import { lockAccount } from "../database/lock-account.ts";
import { findCapture } from "../policies/capture.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { endUnvouched } from "../sessions/end-captured.ts";
import type { Actor } from "../vocabulary/events/actors.ts";
import type { Client, Work } from "../services.ts";
import { findById } from "./accounts.sql.ts";
import { gatherCaptured } from "./captured.ts";

/** Who made somebody captured, and which session of theirs goes on all the same: the one in which they did. */
export interface CapturedBy {
  readonly actor: Actor;
  readonly client?: Client;
  readonly keepsId?: string | null;
}

/** Ends what somebody has open that was opened without the provider they must come by now. Answers how many sessions. */
export async function endCapturedSessions(
  work: Work,
  accountId: string,
  { keepsId = null, ...by }: CapturedBy,
): Promise<number> {
  await lockAccount(work.tx, accountId);
  const account = await findById(work.tx, accountId);
  if (!account) return 0;
  const belonging = await gatherBelonging(work, accountId);
  const captured = await gatherCaptured(work, account, belonging, null);
  if (!captured) return 0;
  const [organizationId] = (await findCapture(work.tx, account.email, belonging.places))!.organizationIds;
  return endUnvouched(work, captured, { ...by, accountId, keepsId, ...(organizationId && { organizationId }) });
}
