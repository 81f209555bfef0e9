import { endEverything } from "../../end-everything.ts";
import { listIdentitiesAt } from "../../authenticators/identity/identities.ts";
import { listLiveVouchedAccounts } from "../../sessions/vouched-sessions.ts";
import type { EndReason } from "../../rules/ending/what-ends.ts";
import type { Services, Work, WhyEnded } from "../../services.ts";

type Reason = Extract<EndReason, "connection-disabled" | "connection-deleted">;

interface Ending {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly reason: Reason;
  readonly by: WhyEnded["by"];
}

const batch = 50;

/**
 * Ends what came from a connection, fifty people at a time, each lot in a transaction of its own: there may be many, and others must
 * get in between. What is left when a server stops is ended by the next look (own-work.ts). The connection is off before it begins.
 */
export async function endConnection(services: Services, ending: Ending): Promise<number> {
  let ended = 0;
  for (;;) {
    const people = await services.transact((work) => endSome(work, ending));
    ended += people;
    if (people === 0) return ended;
  }
}

async function endSome(work: Work, { connectionId, organizationId, reason, by }: Ending): Promise<number> {
  const people = new Set(await listLeft(work, connectionId, reason));
  // In one order on every server, so that two who end at once wait for each other and for nobody else.
  for (const accountId of [...people].sort())
    await endEverything(work, { of: "connection", organizationId, connectionId, accountId }, { reason, by });
  return people.size;
}

// Of one that is deleted everybody known there; of one that is off, whoever is still signed in.
async function listLeft({ tx }: Work, connectionId: string, reason: Reason): Promise<string[]> {
  const left =
    reason === "connection-disabled"
      ? await listLiveVouchedAccounts(tx, connectionId, batch)
      : await listIdentitiesAt(tx, { connectionId, limit: batch });
  return left.map(({ accountId }) => accountId);
}
