import type { Database } from "../database/database.ts";
import { gatherHolding, type Holding, noHolding } from "./holdings.ts";

/** What was read of accounts' holdings, for as long as it holds. */
export interface HoldingCache {
  /**
   * An account's holding. The epoch is that of the same read that found the session: a change on any server raises it in the
   * change's own transaction, so what was read before it is never used after it. Null for an account without memberships.
   */
  get(accountId: string, epoch: number | null): Holding | Promise<Holding>;
}

const mostAccounts = 20_000;

export function createHoldingCache({ read }: Pick<Database, "read">): HoldingCache {
  let known = new Map<string, Holding>();
  let epochOfKnown = -1;
  return {
    get(accountId, epoch) {
      if (epoch === null) return noHolding;
      // An older epoch comes from a read that was overtaken: it is answered afresh, and displaces nothing.
      if (epoch > epochOfKnown || known.size >= mostAccounts) {
        known = new Map();
        epochOfKnown = epoch;
      }
      const found = epoch === epochOfKnown ? known.get(accountId) : undefined;
      return found ?? load(accountId, epoch);
    },
  };

  async function load(accountId: string, epoch: number): Promise<Holding> {
    const holding = await gatherHolding(read, accountId);
    if (epoch === epochOfKnown) known.set(accountId, holding);
    return holding;
  }
}
