import type { Holding } from "../rules/policies/held/held-places.ts";
import type { HoldingCache, View } from "../services.ts";
import { createAllowlistCache } from "./compiled-allowlists.ts";
import { gatherHolding, holdingNowhere } from "./holdings.ts";

/** Kept over all accounts: an account weighs as much as there are organizations and workspaces that hold it. */
const most = 100_000;

export function createHoldingCache(view: Pick<View, "read" | "config">): HoldingCache {
  const nowhere = holdingNowhere(view.config);
  let known = new Map<string, Holding>();
  let epochOfKnown = -1;
  let kept = 0;
  const allowlists = createAllowlistCache(view.read);
  return {
    get(accountId, epoch) {
      if (epoch === null) return nowhere;
      // An older epoch comes from a read that was overtaken: it is answered afresh, and displaces nothing.
      if (epoch > epochOfKnown || kept >= most) {
        known = new Map();
        kept = 0;
        epochOfKnown = epoch;
      }
      const found = epoch === epochOfKnown ? known.get(accountId) : undefined;
      return found ?? load(accountId, epoch);
    },
  };

  async function load(accountId: string, epoch: number): Promise<Holding> {
    const holding = await gatherHolding(view, allowlists, accountId);
    if (epoch !== epochOfKnown) return holding;
    if (!known.has(accountId)) kept += weigh(holding);
    known.set(accountId, holding);
    return holding;
  }
}

function weigh({ places }: Holding): number {
  return [...places.values()].reduce((sum, { workspaces }) => sum + 1 + workspaces.size, 1);
}
