import cluster from "node:cluster";
import { fileURLToPath } from "node:url";
import { ConfigError } from "./config/config-error.ts";
import { readConfig } from "./config/config.ts";
import { createLog } from "./log.ts";
import { openServices } from "./open-services.ts";
import { describeReady } from "./ready-lines.ts";
import { serve } from "./serve.ts";
import { numberVariable } from "./workers/messages.ts";
import { runPrimary } from "./workers/primary.ts";
import { runWorker } from "./workers/worker.ts";

/** The process: reads its settings, opens and migrates the database, listens, and ends cleanly. With workers it starts those. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config);
  const number = Number(process.env[numberVariable]);
  if (cluster.isWorker && number > 0) return runWorker(config, log, number);
  if (config.workers > 1 && cluster.isPrimary) return runPrimary(config, log, fileURLToPath(import.meta.url));
  // Another program's cluster has made it a worker already, and says how many there are.
  const alone = { ...config, workers: 1 };
  const opened = await openServices({ config: alone, log });
  await serve(opened, { works: true });
  process.stdout.write(describeReady(alone, opened));
}

main().catch((error: unknown) => {
  process.stderr.write(`Cannot start. ${wordsOf(error)}\n`);
  process.exit(1);
});

function wordsOf(error: unknown): string {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `${message}. Something else listens there: end it, or set MORTISE_PORT.`;
  return error instanceof ConfigError ? error.message : (stack ?? String(error));
}
