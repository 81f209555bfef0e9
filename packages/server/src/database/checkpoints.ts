import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { sqliteDriver } from "./dialects.ts";

/** From this size on what SQLite's log holds is worth moving into the file: 1,000 pages, as SQLite itself would. */
const worthBytes = 4 * 1024 * 1024;
const everyMilliseconds = 250;
/** While much is written: what came meanwhile is as much again. */
const soonMilliseconds = 25;
/** From so many pages on the log begins anew, for which whoever writes waits a moment: before it is too long for a held read mark. */
const longPages = 1500;

/**
 * What runs in the thread. First without anybody waiting; what is left after that, when the log is long, is little. What fails is
 * tried again: until then the log grows, and at last its writer moves it.
 */
const program = `
const { workerData, parentPort } = require("node:worker_threads");
const { statSync } = require("node:fs");
const { DatabaseSync } = require(workerData.driver);
const database = new DatabaseSync(workerData.file);
database.exec("pragma synchronous = normal; pragma busy_timeout = 30");
const passive = database.prepare("pragma wal_checkpoint(passive)");
const restart = database.prepare("pragma wal_checkpoint(restart)");
let seen = 0;
let timer;
const move = () => {
  let isLong = false;
  try {
    const { mtimeMs } = statSync(workerData.file + "-wal");
    if (mtimeMs !== seen) {
      const { log } = passive.get();
      // Whoever writes waits for it: where somebody reads for long, it is given up soon and not tried again at once.
      if (log >= workerData.longPages) isLong = restart.get().busy === 0;
      seen = mtimeMs;
    }
  } catch {}
  timer = setTimeout(move, isLong ? workerData.soonMilliseconds : workerData.everyMilliseconds);
};
move();
parentPort.once("message", () => {
  clearTimeout(timer);
  database.close();
  parentPort.close();
});
`;

/**
 * Moves what was committed from SQLite's log into its file, in a thread of its own: it ends in an fsync of the file, which SQLite
 * would make at every so many commits, on the thread that answers requests. Begins when there is enough of it.
 */
export function startCheckpoints(file: string): { stop(): Promise<void> } {
  let thread: { worker: Worker; ended: Promise<unknown> } | undefined;
  const look = (): void => {
    if (thread || !isWorth(file)) return;
    const workerData = { file, driver: sqliteDriver(), longPages, everyMilliseconds, soonMilliseconds };
    const worker = new Worker(program, { eval: true, workerData });
    worker.unref();
    // What ends it is tried again by nobody: the writer's own checkpoints are left.
    worker.on("error", () => {});
    thread = { worker, ended: new Promise((resolve) => void worker.once("exit", resolve)) };
  };
  const timer = setInterval(look, everyMilliseconds);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      thread?.worker.postMessage("end");
      await thread?.ended;
    },
  };
}

function isWorth(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) >= worthBytes;
}
