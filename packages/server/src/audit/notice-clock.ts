import { system } from "../vocabulary/events/actors.ts";
import { clockTolerance, isAhead } from "../vocabulary/instants.ts";
import type { Reader } from "../database/database.ts";
import { type Loop, repeat } from "../repeat.ts";
import type { Services } from "../services.ts";
import { findNewestInstant, wasNoted } from "./notice-clock.sql.ts";
import { recordEvent } from "./record-event.ts";

/** What the clock shows, and what one shows that nobody sets, in milliseconds. */
export interface Reading {
  readonly clock: number;
  readonly steady: number;
}

/** Tells when the clock was set between two readings. Seconds, as a time service corrects them, are no news. */
export async function noticeMove(services: Services, before: Reading, after: Reading): Promise<void> {
  const expected = before.clock + (after.steady - before.steady);
  if (Math.abs(after.clock - expected) > clockTolerance) await note(services, Math.round(expected), after.clock);
}

/** When the event with the newest id happened. */
export function findNewestRecorded(read: Reader): Promise<number | undefined> {
  return findNewestInstant(read);
}

/** At start: what was recorded last lies in the future when the clock was set back while nothing ran. */
export async function noticeAtStart(services: Services): Promise<void> {
  const newest = await findNewestInstant(services.read);
  const at = services.now();
  if (newest === undefined || !isAhead(newest, at) || (await wasNoted(services.read, newest))) return;
  await note(services, newest, at);
}

async function note({ transact, log }: Services, from: number, to: number): Promise<void> {
  log.warn({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }, "the clock moved");
  await transact((work) =>
    recordEvent(work, { type: "clock.moved", accountId: null, actor: system, data: { from, to } }),
  );
}

/** Looks at the clock now, and while the server runs. */
export async function watchClock(services: Services, steady: () => number): Promise<Loop> {
  await noticeAtStart(services);
  const read = (): Reading => ({ clock: services.now(), steady: steady() });
  let last = read();
  return repeat(
    services,
    "a clock that moved could not be noted",
    async () => {
      const before = last;
      last = read();
      await noticeMove(services, before, last);
    },
    { everyMilliseconds: 5000 },
  );
}
