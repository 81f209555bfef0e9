import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pathOf } from "../../tools/programs.mjs";
import { startPostgres } from "../../tools/postgres.mjs";
import { startWorker } from "../processes.mjs";
import { createDatabase } from "../seed/postgres.mjs";
import { rootKey } from "../servers/start.mjs";
import { openStores, serve } from "../stores.mjs";
import { measureHistory } from "./history.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** People who rename themselves. */
const people = 100;

/** Recording, sealing, reading, exporting and verifying the event log. */
export async function measureLog({ root, seeder, progress, ...sizes }) {
  const folder = join(root, "log");
  mkdirSync(folder);
  const postgres = await startPostgres(pathOf("postgres"));
  try {
    const result = { sealing: {}, recording: {}, history: {}, wrong: 0 };
    for (const dialect of ["sqlite", "postgres"]) {
      const stores = await openStores(dialect, { root: folder, clusterUrl: postgres.url, seeder });
      const urlOf = (name) =>
        dialect === "sqlite" ? `file:${join(folder, `${name}.db`)}` : createDatabase(postgres.url, name);
      const all = { progress, ...sizes };
      await stores.renaming.fill({ people });
      result.recording[dialect] = await measureRecording(await urlOf("recording"), stores.renaming, dialect, all);
      result.history[dialect] = await measureHistory(stores, dialect, all);
      const url = await urlOf("sealing");
      const events = dialect === "sqlite" ? sizes.sealed : sizes.sealedOnPostgres;
      const sealed = await measureSealing(url, dialect, { progress, events });
      result.sealing[dialect] = { events, perSecond: sealed.perSecond };
      if (dialect === "sqlite") result.exporting = await measureExport(url, sealed.key, { folder, progress });
      result.wrong += result.recording[dialect].wrong + result.history[dialect].wrong;
    }
    result.wrong += result.exporting.code === 0 ? 0 : 1;
    return result;
  } finally {
    postgres.stop();
  }
}

async function openWorker(url) {
  const worker = startWorker(file("../servers/log.mjs"));
  await worker.ask({ task: "open", url });
  return worker;
}

/** A small write with its event against the same write without, from sources; and a whole request that does so, over HTTP. */
async function measureRecording(url, served, dialect, { progress, rounds, writes, requests }) {
  const worker = await openWorker(url);
  const server = await serve(served);
  const result = { alone: [], recorded: [], request: [], wrong: 0 };
  await worker.ask({ task: "record", times: writes, begins: true });
  // A server has its first requests to learn from.
  await server.time({ what: "rename", times: requests * 5, people });
  for (let round = 1; round <= rounds; round++) {
    const { alone, recorded } = await worker.ask({ task: "record", times: writes });
    const { microseconds, wrong } = await server.time({ what: "rename", times: requests, people });
    const request = microseconds.reduce((sum, each) => sum + each, 0) / requests;
    progress(
      `round ${round} of ${rounds}: a write on ${dialect}, ${(alone * 1000).toFixed(0)} µs, with its event ${(recorded * 1000).toFixed(0)} µs; a request that does so, ${request.toFixed(0)} µs`,
    );
    result.alone.push(alone * 1000);
    result.recorded.push(recorded * 1000);
    result.request.push(request);
    result.wrong += wrong;
  }
  await Promise.all([worker.stop(), server.stop()]);
  return result;
}

async function measureSealing(url, dialect, { progress, events }) {
  const worker = await openWorker(url);
  await worker.ask({ task: "fill", events, accounts: events / 100 });
  const { perSecond } = await worker.ask({ task: "seal", events });
  progress(`sealed ${events} events on ${dialect}: ${perSecond.toFixed(0)} a second`);
  const { key } = await worker.ask({ task: "key" });
  await worker.stop();
  return { perSecond, key };
}

/** The built commands, as operators run them: `mortise export` and the offline verifier. */
async function measureExport(url, key, { folder, progress }) {
  const bundle = join(folder, "bundle.jsonl");
  const env = { PATH: process.env.PATH, MORTISE_DATABASE_URL: url, MORTISE_ROOT_KEY: rootKey };
  const exported = await run(["../../packages/server/dist/cli.js", "export", bundle], env);
  const verified = await run(["../../packages/server/dist/verify.js", bundle, "--key", key], {
    PATH: process.env.PATH,
  });
  const lines = Number(/: (\d+) lines/.exec(verified.said)?.[1] ?? 0);
  rmSync(bundle, { force: true });
  progress(
    `exported ${lines} events with ${exported.megabytes.toFixed(0)} MB, verified ${(lines / verified.seconds).toFixed(0)} a second`,
  );
  return { lines, exported, verified, code: exported.code || verified.code };
}

/** Runs a command. Memory is its own at most: what is mapped from files is the system's to give back. */
async function run([script, ...args], env) {
  const started = performance.now();
  const child = spawn(process.execPath, [file(script), ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  let megabytes = 0;
  const watch = setInterval(() => (megabytes = Math.max(megabytes, anonymousOf(child.pid))), 50);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(watch);
  return { code, said, megabytes, seconds: (performance.now() - started) / 1000 };
}

function anonymousOf(pid) {
  try {
    return Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
