import { system } from "../../../vocabulary/events/actors.ts";
import { decideExpired, expiresBefore } from "../../../rules/log/retention.ts";
import type { Services, Work } from "../../../services.ts";
import { recordEvent } from "../../record-event.ts";
import { forgetEvents, listOldestSealed, type OldEvent } from "./forgetting.sql.ts";
import { holdLog } from "../log.sql.ts";
import { rest } from "../../../repeat.ts";

/** So few that nobody waits long for the transaction; each is an event of its own. */
const batchSize = 250;

/** Organizations whose events are kept longer than the deployment's, by id, with how many days. */
export type KeptLonger = ReadonlyMap<string, number>;

/** Up to when a deployment's events were looked through: that moves once a day. */
const done = new WeakMap<Services, number>();

/** Forgets sealed events that are older than they are kept; each batch says so in the log. */
export async function expireEvents(
  services: Services,
  { keptLonger = new Map(), ended }: { keptLonger?: KeptLonger; ended?: AbortSignal | undefined } = {},
): Promise<void> {
  const now = services.now();
  const before = expiresBefore(now, services.config.eventRetentionDays);
  if (done.get(services) === before) return;
  let after: number | undefined = -1;
  while (after !== undefined) {
    const began = performance.now();
    after = await expireBatch(services, { before, keptLonger, now }, after);
    if (after !== undefined) await rest(performance.now() - began, ended);
  }
  done.set(services, before);
}

interface Bounds {
  readonly before: number;
  readonly keptLonger: KeptLonger;
  readonly now: number;
}

/** Answers where the next batch begins; undefined when there is none. */
function expireBatch(services: Services, bounds: Bounds, after: number): Promise<number | undefined> {
  return services.transact(async (work) => {
    await holdLog(work.tx);
    const oldest = await listOldestSealed(work.tx, after, batchSize);
    const { expired, isLast } = decideExpired(oldest, bounds);
    for (const [organizationId, events] of byKeeper(expired, bounds.keptLonger))
      await forget(work, bounds, organizationId, events);
    return isLast || oldest.length < batchSize ? undefined : oldest.at(-1)?.leafIndex;
  });
}

// What is kept for as long as the deployment says goes together, whosever it is.
function byKeeper(events: readonly OldEvent[], keptLonger: KeptLonger): Map<string | null, OldEvent[]> {
  const groups = new Map<string | null, OldEvent[]>();
  for (const event of events) {
    const { organizationId } = event;
    const keeper = organizationId !== null && keptLonger.has(organizationId) ? organizationId : null;
    const group = groups.get(keeper);
    if (group) group.push(event);
    else groups.set(keeper, [event]);
  }
  return groups;
}

async function forget(
  work: Work,
  { before, keptLonger, now }: Bounds,
  organizationId: string | null,
  events: readonly OldEvent[],
): Promise<void> {
  const indexes = events.map(({ leafIndex }) => leafIndex);
  await forgetEvents(work.tx, indexes, now);
  const days = organizationId === null ? undefined : keptLonger.get(organizationId);
  const data = { events: indexes.length, before: days === undefined ? before : expiresBefore(now, days) };
  const about = { accountId: null, organizationId, actor: system } as const;
  await recordEvent(work, { ...about, type: "events.expired", data });
}
