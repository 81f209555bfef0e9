import type { Log } from "./services.ts";

/**
 * What is done with a fault that nobody caught: it is logged, as every other is. A promise that nobody waited for leaves nothing
 * half done, and the server goes on; after an exception out of nowhere nobody knows what is, so it ends as if asked to, and
 * whoever looks after the process starts it again.
 */
export function installLastResort(log: Log, stop: () => void): void {
  process.on("unhandledRejection", (reason) => log.error({ error: describe(reason) }, "nobody waited for this"));
  process.on("uncaughtException", (error) => {
    log.error({ error: describe(error) }, "nobody caught this, the server ends");
    process.exitCode = 1;
    stop();
  });
}

function describe(fault: unknown): object {
  if (!(fault instanceof Error)) return { message: String(fault) };
  const { name, message, stack } = fault;
  return { name, message, stack };
}
