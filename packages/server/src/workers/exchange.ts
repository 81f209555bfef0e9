import type { MetricsExchange } from "../http/metrics.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** Whoever has not counted by then is left out. */
const waitMilliseconds = 2000;

type Counts = readonly (readonly object[])[];

/** A worker's side: asks the first process, which asks all. */
export function createExchange(worker: number, tell: (message: FromWorker) => void) {
  const asked = new Map<number, (all: Counts) => void>();
  let own: () => Promise<readonly object[]> = () => Promise.resolve([]);
  // What cannot be counted is left out: the rest of the metrics is still of use.
  const countOwn = (): Promise<readonly object[]> => own().catch(() => []);
  let last = 0;
  const exchange: MetricsExchange = {
    worker,
    offer: (given) => void (own = given),
    gather: () =>
      new Promise((resolve) => {
        const request = ++last;
        // Where the first process says nothing, this one still knows what it has counted itself.
        const timer = setTimeout(() => void countOwn().then((count) => finish([count])), 2 * waitMilliseconds);
        const finish = (all: Counts): void => {
          clearTimeout(timer);
          asked.delete(request);
          resolve(all);
        };
        asked.set(request, finish);
        tell({ say: "gather", request });
      }),
  };
  return {
    exchange,
    hear(message: ToWorker): void {
      if (message.say === "count")
        void countOwn().then((count) => tell({ say: "my-count", request: message.request, count }));
      if (message.say === "counted") asked.get(message.request)?.(message.all);
    },
  };
}

/** The first process's side: asks each worker, and answers whoever wanted to know. */
export function createGathering<Worker>(list: () => readonly Worker[], tell: (to: Worker, message: ToWorker) => void) {
  const open = new Map<number, { counts: (readonly object[])[]; missing: number; finish(): void }>();
  let last = 0;
  return {
    gather(asker: Worker, request: number): void {
      const id = ++last;
      const workers = list();
      const timer = setTimeout(() => open.get(id)?.finish(), waitMilliseconds);
      const gathering = {
        counts: [] as (readonly object[])[],
        missing: workers.length,
        finish() {
          clearTimeout(timer);
          open.delete(id);
          tell(asker, { say: "counted", request, all: gathering.counts });
        },
      };
      open.set(id, gathering);
      for (const worker of workers) tell(worker, { say: "count", request: id });
    },
    take(request: number, count: readonly object[]): void {
      const gathering = open.get(request);
      if (!gathering) return;
      gathering.counts.push(count);
      if (--gathering.missing === 0) gathering.finish();
    },
  };
}
