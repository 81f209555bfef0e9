import { fork, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const children = new Set();
const folders = new Set();

/** A folder that is gone when the bench ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "mortise-bench-"));
  folders.add(folder);
  return folder;
}

/** Ends every child and removes every folder; safe to call twice, and from an exit handler. */
export function cleanUp() {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.clear();
}

/** Cleans up however the process ends, Ctrl-C included. */
export function cleanUpAtEnd() {
  process.on("exit", cleanUp);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])
    process.on(signal, () => process.exit(code));
}

/** A port nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a server process and waits until it prints the text. Fails with what it said when it ends before. */
export async function startServer(script, args, { env, readyText }) {
  // What was copied or filled before is not this server's work: its first commits would wait for it, up to half a second each.
  spawnSync("sync");
  const child = spawn(process.execPath, [...profilerArguments(), script, ...args], {
    env: { ...withoutSettings(process.env), NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let said = "";
  const ended = new Promise((resolve) => child.once("exit", resolve)).then(() => children.delete(child));
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      said = (said + chunk).slice(-4000);
      if (said.includes(readyText)) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then(() => reject(new Error(`${script} ended before it was ready:\n${said}`)));
  });
  return { pid: child.pid, stop: () => (child.kill("SIGTERM"), ended) };
}

/** A worker process that answers one message for one message. */
export function startWorker(script) {
  const child = fork(script, { env: { ...withoutSettings(process.env), NODE_ENV: "production" } });
  children.add(child);
  let fail = () => {};
  const ended = new Promise((resolve) => child.once("exit", resolve)).then(() => {
    children.delete(child);
    fail(new Error(`${script} ended in the middle of its work.`));
  });
  return {
    pid: child.pid,
    ask: (message) =>
      new Promise((resolve, reject) => {
        fail = reject;
        child.once("message", (answer) => (answer.error ? reject(new Error(answer.error)) : resolve(answer)));
        child.send(message);
      }),
    stop: () => (child.kill("SIGTERM"), ended),
  };
}

/** Answers messages with what `work` makes of them; ends when its parent does. */
export function answerMessages(work) {
  process.on("disconnect", () => process.exit());
  process.on("message", async (message) => {
    try {
      process.send(await work(message));
    } catch (error) {
      process.send({ error: error.stack ?? String(error) });
    }
  });
}

// A developer's own settings must not change what is measured.
function withoutSettings(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("MORTISE_")));
}

// BENCH_CPU_PROFILE=folder writes a profile of every server there; see bench/README.md.
function profilerArguments() {
  const folder = process.env.BENCH_CPU_PROFILE;
  return folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
}
