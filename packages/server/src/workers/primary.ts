import cluster from "node:cluster";
import type { Config } from "../config/config.ts";
import { installLastResort } from "../last-resort.ts";
import { openServices } from "../open-services.ts";
import { describeReady } from "../ready-lines.ts";
import type { Log } from "../services.ts";
import { Crew } from "./crew.ts";

/** The first process of a server with workers: brings the database up to date, starts them and looks after them. It answers nothing itself. */
export async function runPrimary(config: Config, log: Log, file: string): Promise<void> {
  // Once, and closed again before anybody else opens it.
  const opened = await openServices({ config, log, sendsMail: false });
  const lines = describeReady(config, opened);
  await opened.close();
  cluster.setupPrimary({ exec: file, args: [] });
  const crew = new Crew(log);
  const stop = (): void => crew.stop(0);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  installLastResort(log, stop);
  for (let number = 1; number <= config.workers; number++) await crew.start(number);
  process.stdout.write(lines);
}
