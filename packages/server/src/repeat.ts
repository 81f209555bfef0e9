import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { World } from "./services.ts";

/**
 * Between two pieces of long work: whoever has come meanwhile is answered. Three turns, for somebody new is let in during the
 * first, heard in the second, and may have asked for something in the third.
 */
export async function letOthersIn(): Promise<void> {
  await turn();
  await turn();
  await turn();
}

/** How many times as long as it worked what nobody waits for then rests. */
const restsTimes = 3;
const longestRestMilliseconds = 100;

/**
 * Between two pieces of work that nobody waits for: it leaves the disk, and the thread that answers, three quarters of their time.
 * Without it SQLite's log would grow faster than it is moved into the file. Breaks off when the signal says so.
 */
export async function rest(workedMilliseconds: number, ended: AbortSignal | undefined): Promise<void> {
  await letOthersIn();
  ended?.throwIfAborted();
  const milliseconds = Math.min(restsTimes * workedMilliseconds, longestRestMilliseconds);
  // Told to end, it ends now: the signal's own reason says so to whoever listens.
  await pause(milliseconds, undefined, { signal: ended }).catch(() => ended?.throwIfAborted());
}

/** Work that goes on while the server runs. */
export interface Loop {
  /** Is done when the work is, which hears of it by its signal. */
  stop(): Promise<void>;
}

/** How often, and whether the first time is now. */
interface Often {
  readonly everyMilliseconds?: number;
  readonly beginsNow?: boolean;
}

/** Does some work every second, one time after the other; a fault is logged, and the next second tries again. */
export function repeat(
  { log }: World,
  failure: string,
  work: (ended: AbortSignal) => Promise<void>,
  { everyMilliseconds = 1000, beginsNow = false }: Often = {},
): Loop {
  const ended = new AbortController();
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= work(ended.signal)
      .catch((error: unknown) => {
        // Work that broke off because it was told to has not failed.
        if (error !== ended.signal.reason) log.error({ reason: (error as Error).message }, failure);
      })
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(run, everyMilliseconds);
  timer.unref();
  if (beginsNow) run();
  return {
    async stop() {
      ended.abort();
      clearInterval(timer);
      await running;
    },
  };
}
