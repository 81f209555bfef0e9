import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cpuSecondsOf } from "../load/count.mjs";
import { startWorker } from "../processes.mjs";
import { migratedFolders, startMortise } from "../servers/start.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const warmMilliseconds = 1500;

/** What the server does while the session check is asked, by name. */
export const works = ["nothing", "burst", "sweep", "backup"];

/** How long a session check waits while the server seals a burst of events, sweeps what is over, and is backed up. */
export async function measureStalls({ root, seeder, progress, rounds, ...sizes }) {
  const folder = join(root, "stalls");
  mkdirSync(folder);
  const tools = { probe: startWorker(file("../load/probe.mjs")), filler: startWorker(file("../servers/stalls.mjs")) };
  const result = Object.fromEntries(
    works.map((name) => [name, { p99: [], longest: [], seconds: [], cpu: [], asked: 0 }]),
  );
  const stalls = { ...result, wrong: 0 };
  const note = (name, { p99, longest, asked, wrong, seconds, cpu }, round) => {
    stalls[name].p99.push(p99);
    stalls[name].longest.push(longest);
    stalls[name].seconds.push(seconds);
    stalls[name].cpu.push(cpu);
    stalls[name].asked += asked;
    stalls.wrong += wrong;
    progress(
      `round ${round} of ${rounds}: a session check beside ${name}, p99 ${p99.toFixed(1)} ms, longest ${longest.toFixed(1)} ms, ${seconds.toFixed(1)} s`,
    );
  };
  const { accounts, sessions } = sizes;
  const [stored] = await migratedFolders(folder, ["stored"]);
  progress(`storing ${sessions} sessions`);
  await seeder.ask({ folder: stored, accounts, sessions, seenAt: Date.now() + 4.8 * 60 * 1000 });
  for (let round = 1; round <= rounds; round++) {
    const copy = join(folder, String(round));
    mkdirSync(copy);
    for (const name of ["mortise.db", "mortise.key", "tokens.txt"]) copyFileSync(join(stored, name), join(copy, name));
    await measureRound({ ...tools, ...sizes, folder: copy }, (name, waits) => note(name, waits, round));
    rmSync(copy, { recursive: true });
  }
  await Promise.all(Object.values(tools).map((worker) => worker.stop()));
  return stalls;
}

async function measureRound({ folder, filler, probe, seconds, accounts, over, events }, note) {
  const beside = (server, work, prepare) => watch({ probe, folder, server, accounts }, work, prepare);
  const isDone = (what) => async () => {
    while ((await filler.ask({ task: "left", folder }))[what] > 0) await pause(100);
  };

  await filler.ask({ task: "expire", folder, sessions: over, accounts });
  let server = await startMortise(folder);
  note("sweep", await beside(server, isDone("sessions")));
  await server.stop();

  server = await startMortise(folder);
  note("nothing", await beside(server, () => pause(seconds * 1000)));
  const record = () => filler.ask({ task: "record", folder, events, accounts });
  note("burst", await beside(server, isDone("events"), record));
  note("backup", await beside(server, () => backUp(folder)));
  await server.stop();
}

async function watch({ probe, folder, server, accounts }, work, prepare) {
  const asked = { port: server.port, tokenFile: join(folder, "tokens.txt"), accounts, everyMilliseconds: 4 };
  // A server that has just started, and has its first requests to learn from, is another story.
  await probe.ask({ task: "begin", ...asked });
  await pause(warmMilliseconds);
  await probe.ask({ task: "end" });
  await prepare?.();
  await probe.ask({ task: "begin", ...asked });
  const [started, before] = [performance.now(), cpuSecondsOf(server.pid)];
  await work();
  const seconds = (performance.now() - started) / 1000;
  const cpu = before === null ? null : cpuSecondsOf(server.pid) - before;
  return { ...(await probe.ask({ task: "end" })), seconds, cpu };
}

/** `mortise backup`, as an operator runs it. */
async function backUp(folder) {
  const env = { PATH: process.env.PATH, MORTISE_DATABASE_URL: `file:${join(folder, "mortise.db")}` };
  const target = join(folder, "backup.db");
  const command = file("../../packages/server/dist/cli.js");
  const child = spawn(process.execPath, [command, "backup", target], { env, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The backup ended with ${code}.`);
  rmSync(target);
}
