import type { Refusal } from "../problems.ts";
import { decideOneMoreAuthenticator, mostPending } from "../rules/sizes/one-more.ts";
import type { Work } from "../services.ts";
import { gatherBound } from "./gather-standing.ts";
import { deleteOlderPending, type NamedKind, tableOf } from "./second-factors.sql.ts";

/**
 * Makes room for one more binding to begin: of those that wait, the oldest goes where there are too many. Refuses where the
 * account has as many bound as it may.
 */
export async function makeRoomToBind(
  work: Work,
  accountId: string,
  kind: NamedKind,
): Promise<Refusal<"conflict"> | undefined> {
  const bound = await gatherBound(work, accountId);
  const full = decideOneMoreAuthenticator(kind, bound, work.config.mostAuthenticators);
  if (!full) await deleteOlderPending(work.tx, tableOf[kind], { accountId, keeping: mostPending - 1 });
  return full;
}
