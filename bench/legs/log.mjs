import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pathOf } from "../../tools/programs.mjs";
import { startPostgres } from "../../tools/postgres.mjs";
import { startWorker } from "../processes.mjs";
import { median } from "../statistics.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const rootKey = Buffer.alloc(32, 1).toString("base64");

/** Recording, sealing, reading, exporting and verifying the event log. */
export async function measureLog({ root, progress, ...sizes }) {
  const folder = join(root, "log");
  mkdirSync(folder);
  const postgres = await startPostgres(pathOf("postgres"));
  try {
    const urls = {
      sqlite: (name) => `file:${join(folder, `${name}.db`)}`,
      postgres: (name) => databaseOf(postgres.url, name),
    };
    const result = { sealing: {}, recording: {}, history: {}, wrong: 0 };
    for (const dialect of ["sqlite", "postgres"]) {
      result.recording[dialect] = await measureRecording(await urls[dialect]("recording"), dialect, {
        progress,
        ...sizes,
      });
      result.history[dialect] = await measureHistory(urls[dialect], dialect, { progress, ...sizes });
      const url = await urls[dialect]("sealing");
      const sealed = await measureSealing(url, dialect, { progress, ...sizes });
      result.sealing[dialect] = sealed.perSecond;
      if (dialect === "sqlite") result.exporting = await measureExport(url, sealed.key, { folder, progress });
    }
    result.wrong = result.exporting.code === 0 ? 0 : 1;
    return result;
  } finally {
    postgres.stop();
  }
}

async function databaseOf(url, name) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return url.replace(/\/postgres$/, `/${name}`);
}

async function openWorker(url) {
  const worker = startWorker(file("../servers/log.mjs"));
  await worker.ask({ task: "open", url, rootKey });
  return worker;
}

/** A small write with its event against the same write without. */
async function measureRecording(url, dialect, { progress, rounds, writes, requests }) {
  const worker = await openWorker(url);
  const result = { alone: [], recorded: [], request: [] };
  await worker.ask({ task: "record", times: writes, begins: true });
  await worker.ask({ task: "request", times: requests });
  for (let round = 1; round <= rounds; round++) {
    const { alone, recorded } = await worker.ask({ task: "record", times: writes });
    const { milliseconds } = await worker.ask({ task: "request", times: requests });
    progress(
      `round ${round} of ${rounds}: a write on ${dialect}, ${(alone * 1000).toFixed(0)} µs, with its event ${(recorded * 1000).toFixed(0)} µs; a request that does so, ${(milliseconds * 1000).toFixed(0)} µs`,
    );
    result.alone.push(alone * 1000);
    result.recorded.push(recorded * 1000);
    result.request.push(milliseconds * 1000);
  }
  await worker.stop();
  return result;
}

/**
 * The newest page of a random account with a hundred events, among few events and among many; on SQLite also with a file nobody
 * has read since it was written, of which every page comes from the disk.
 */
async function measureHistory(urlOf, dialect, { progress, rounds, few, many, pages }) {
  const [workers, urls, sizes] = [{}, {}, { few, many }];
  const accountsOf = (name) => sizes[name] / 100;
  for (const [name, events] of Object.entries(sizes)) {
    urls[name] = await urlOf(`history_${name}`);
    workers[name] = await openWorker(urls[name]);
    progress(`filling ${dialect} with ${events} events`);
    await workers[name].ask({ task: "fill", events, accounts: accountsOf(name) });
    await workers[name].ask({ task: "page", times: pages, accounts: accountsOf(name) });
  }
  const result = { few: [], many: [], cold: { few: [], many: [] } };
  for (let round = 1; round <= rounds; round++) {
    for (const name of round % 2 ? ["few", "many"] : ["many", "few"]) {
      const { microseconds } = await workers[name].ask({ task: "page", times: pages, accounts: accountsOf(name) });
      result[name].push(median(microseconds));
    }
    progress(
      `round ${round} of ${rounds}: a page of history on ${dialect}, ${result.few.at(-1).toFixed(0)} µs among few, ${result.many.at(-1).toFixed(0)} µs among many`,
    );
  }
  for (const worker of Object.values(workers)) await worker.stop();
  if (dialect === "sqlite") await measureCold({ urls, accountsOf, result: result.cold, progress });
  return result;
}

const coldRounds = 3;
const coldPages = 20;

async function measureCold({ urls, accountsOf, result, progress }) {
  for (let round = 1; round <= coldRounds; round++)
    for (const name of ["few", "many"]) {
      forget(urls[name].slice("file:".length));
      const worker = await openWorker(urls[name]);
      // The first page pays for what every page needs: code, and the upper pages of the trees.
      await worker.ask({ task: "page", times: 1, accounts: accountsOf(name) });
      const { microseconds } = await worker.ask({ task: "page", times: coldPages, accounts: accountsOf(name) });
      result[name].push(median(microseconds));
      await worker.stop();
    }
  progress(`cold: ${median(result.few).toFixed(0)} µs among few, ${median(result.many).toFixed(0)} µs among many`);
}

/** Has the system forget what it holds of a file. */
function forget(path) {
  spawnSync("dd", [`of=${path}`, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"], { stdio: "ignore" });
}

async function measureSealing(url, dialect, { progress, sealed }) {
  const worker = await openWorker(url);
  await worker.ask({ task: "fill", events: sealed, accounts: sealed / 100 });
  const { perSecond } = await worker.ask({ task: "seal", events: sealed });
  progress(`sealed ${sealed} events on ${dialect}: ${perSecond.toFixed(0)} a second`);
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
