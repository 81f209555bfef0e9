import type { Database } from "../database/database.ts";
import type { Holding } from "../rules/policies/held/held-places.ts";
import type { HoldingCache } from "../services.ts";
import { gatherHolding, noHolding } from "./holdings.ts";

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
