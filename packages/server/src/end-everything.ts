import { endables, type Ended, type Endable } from "./vocabulary/endable.ts";
import { lockAccount } from "./database/lock-account.ts";
import { decideWhatEnds, type EndedFor, type EndReason } from "./rules/ending/what-ends.ts";
import type { WhyEnded, Work } from "./services.ts";

/** How many of each kind ended. */
export type EndedCounts = Readonly<Record<Endable, number>>;

/**
 * Ends everything that the reason says, whichever slice keeps it, in the transaction of the act itself, which its caller records.
 * What is ended is refused on its next request, on every server.
 */
export async function endEverything<Reason extends EndReason>(
  work: Work,
  ended: EndedFor<Reason>,
  why: WhyEnded<Reason>,
): Promise<EndedCounts> {
  // Everyone who changes who can get in takes it first, so that nothing is opened beside this.
  if (ended.accountId !== undefined) await lockAccount(work.tx, ended.accountId);
  const counts = {} as Record<Endable, number>;
  // In the order of the list: an attempt is held before a session wherever both are.
  for (const kind of endables) counts[kind] = await endKind(work, kind, ended, why);
  return counts;
}

async function endKind(work: Work, kind: Endable, ended: Ended, why: WhyEnded): Promise<number> {
  // The word of the kind's own column, for the kind's own ender.
  const word = decideWhatEnds(why.reason)[kind];
  const end = work.enders[kind] as (work: Work, ended: Ended, why: WhyEnded & { word: unknown }) => Promise<number>;
  return word === null ? 0 : end(work, ended, { ...why, word });
}
