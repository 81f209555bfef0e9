import { mostToldRefusals, decideTellsRefusal, refusalWindowMilliseconds } from "../rules/log/refusals.ts";
import { decideThrottleAddress } from "../rules/requests/client-address.ts";
import type { NotedRefusal, RefusalWatch, Services, View } from "../services.ts";
import { anonymous, itself } from "../vocabulary/events/actors.ts";
import { recordEvent } from "./record-event.ts";

interface Counted {
  readonly startedAt: number;
  /** The latest of them, for all. */
  last: NotedRefusal;
  count: number;
  told: number;
}

/** Parties counted apart at most; what more there are count as one. */
const mostParties = 2000;

/**
 * Counts refusals in memory, so that one more costs no write, and tells of them in events: the first of a kind from a party, then
 * each tenfold, and what is left when the window is over. Each server tells its own; of one with workers, each worker its share.
 */
export function createRefusalWatch(
  world: Pick<View, "now" | "log" | "config">,
  transact: Services["transact"],
): RefusalWatch {
  const counted = new Map<string, Counted>();
  let window = { startedAt: 0, told: 0 };
  const { now, log, config } = world;
  const mostTold = Math.ceil(mostToldRefusals / config.workers);

  const count = (refusal: NotedRefusal): Counted => {
    const key = counted.size < mostParties || counted.has(keyOf(refusal)) ? keyOf(refusal) : "others";
    const found = counted.get(key) ?? { startedAt: now(), last: refusal, count: 0, told: 0 };
    found.last = refusal;
    found.count++;
    counted.set(key, found);
    return found;
  };
  const tell = async (of: Counted, more: number): Promise<void> => {
    if (now() >= window.startedAt + refusalWindowMilliseconds) window = { startedAt: now(), told: 0 };
    if (window.told++ >= mostTold) return;
    of.told = of.count;
    await transact((work) => recordEvent(work, eventOf(of.last, more)), "crash").catch((error: unknown) =>
      log.warn({ reason: (error as Error).message }, "a refusal was not recorded"),
    );
  };
  return {
    async note(refusal) {
      const of = count(refusal);
      if (decideTellsRefusal(of.count)) await tell(of, of.count - of.told - 1);
    },
    async tell(isAll = false) {
      for (const [key, of] of counted) {
        if (!isAll && now() < of.startedAt + refusalWindowMilliseconds) continue;
        counted.delete(key);
        if (of.count > of.told) await tell(of, of.count - of.told - 1);
      }
    },
  };
}

function keyOf({ reason, accountId, organizationId, client }: NotedRefusal): string {
  return [reason, organizationId ?? "", accountId ?? decideThrottleAddress(client.ip)].join(" ");
}

// It happened to nobody's account: it stands in the operators' log, and in an organization's whose permission was missing.
function eventOf({ reason, route, accountId, sessionId, organizationId, client }: NotedRefusal, more: number) {
  const actor = accountId === null ? anonymous : itself(accountId);
  const data = { reason, route, more };
  return { type: "request.refused", accountId: null, actor, organizationId, sessionId, client, data } as const;
}
