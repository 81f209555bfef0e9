import type { Services } from "../../services.ts";
import { publishCheckpoint } from "./publish-checkpoint.ts";
import { keepSealing } from "./seal-log.ts";

/** Seals what comes in while the server runs, and tells the witnesses. */
export interface Sealer {
  stop(): Promise<void>;
}

/** A witness that is slow to answer holds up no sealing: each goes its own pace. */
export function startSealing(services: Services): Sealer {
  const loops = [
    repeat(services, "log could not be sealed", (ended) => keepSealing(services, ended)),
    repeat(services, "witnesses could not be told", () => publishCheckpoint(services)),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

const everyMilliseconds = 1000;

function repeat(services: Services, failure: string, work: (ended: AbortSignal) => Promise<void>): Sealer {
  const ended = new AbortController();
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= work(ended.signal)
      .catch((error: unknown) => services.log.error({ reason: (error as Error).message }, failure))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(run, everyMilliseconds);
  timer.unref();
  return {
    async stop() {
      ended.abort();
      clearInterval(timer);
      await running;
    },
  };
}
