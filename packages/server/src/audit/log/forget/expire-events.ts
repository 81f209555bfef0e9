import { setImmediate as turn } from "node:timers/promises";
import { countExpired, expiresBefore } from "../../../rules/event-retention.ts";
import type { Services } from "../../../services.ts";
import { recordEvent } from "../../record-event.ts";
import { forgetEvents, listOldestSealed } from "./forgetting.sql.ts";
import { holdLog } from "../log.sql.ts";

const batchSize = 2000;

/** Forgets sealed events that are older than the deployment keeps them; each batch says so in the log. */
export async function expireEvents(services: Services): Promise<void> {
  while ((await expireBatch(services)) === batchSize) await turn();
}

function expireBatch(services: Services): Promise<number> {
  const { transact, config } = services;
  const now = services.now();
  const before = expiresBefore(now, config.eventRetentionDays);
  return transact(async (tx) => {
    await holdLog(tx);
    const oldest = await listOldestSealed(tx, batchSize);
    const events = countExpired(oldest, before);
    const [first, last] = [oldest[0], oldest[events - 1]];
    if (!first || !last) return 0;
    await forgetEvents(tx, first.leafIndex, last.leafIndex, now);
    const data = { events, before };
    await recordEvent(tx, services, { type: "events.expired", accountId: null, actor: { kind: "system" }, data });
    return events;
  });
}
