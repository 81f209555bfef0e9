import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { weighPage } from "../../tools/page-weight.mjs";
import { pathOf } from "../../tools/programs.mjs";
import { openConnection } from "../load/connection.mjs";
import { cpuSecondsOf } from "../load/count.mjs";
import { scenarios } from "../load/scenarios.mjs";
import { startWorker } from "../processes.mjs";
import { emailOf, password, tokenOf } from "../seed/ids.mjs";
import { migratedFolders, startMortise } from "../servers/start.mjs";

const run = promisify(execFile);
const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const stored = { sessions: 1000, accounts: 200 };

/** What a server takes of the machine, and its pages of the line: memory, start, disk, bytes. */
export async function measureFigures({ root, progress, passwordHash, starts, checks, rows }) {
  const folder = join(root, "figures");
  mkdirSync(folder);
  const [served, accounts, sessions] = await migratedFolders(folder, ["served", "accounts", "sessions"]);
  const seeder = startWorker(file("../seed/seed.mjs"));
  await seeder.ask({ folder: served, ...stored, passwordHash, seenAt: Date.now() + 4.8 * 60_000 });
  const start = await measureStarts(served, starts);
  progress(`started ${starts} times, ${start.passed.map((each) => each.toFixed(0)).join(", ")} ms`);
  const memory = await measureMemory(served, checks);
  progress(`memory at rest and after ${checks} session checks, MB: ${JSON.stringify(memory)}`);
  const bytes = await measureRows(seeder, { accounts, sessions, log: join(folder, "log.db") }, rows);
  progress(`bytes a row: ${JSON.stringify(bytes)}`);
  await seeder.stop();
  const pages = await orWords(() => measurePages(served));
  progress(`pages: ${JSON.stringify(pages)}`);
  const installed = await orWords(() => measureInstall(folder));
  progress(`installed, MB: ${JSON.stringify(installed)}`);
  return { start, memory, bytes, pages, installed, wrong: memory.wrong };
}

/** From the start of the process to its first answer, in milliseconds that passed and in milliseconds of work. */
async function measureStarts(folder, times) {
  const found = { passed: [], worked: [] };
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    const server = await startMortise(folder);
    const connection = await openConnection(server.port);
    await connection.exchange(checkOf(server.port));
    found.passed.push(performance.now() - began);
    found.worked.push((cpuSecondsOf(server.pid) ?? 0) * 1000);
    connection.close();
    await server.stop();
  }
  return found;
}

const checkOf = (port) =>
  `GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: mortise=${tokenOf(0)}\r\n\r\n`;

async function measureMemory(folder, checks) {
  const server = await startMortise(folder);
  const first = await openConnection(server.port);
  await first.exchange(checkOf(server.port));
  first.close();
  const atRest = memoryOf(server.pid);
  const options = { port: server.port, path: "/v1/session", cookie: "mortise", tokenFile: join(folder, "tokens.txt") };
  const check = scenarios.sessionCheck({ ...options, accounts: stored.accounts });
  const connections = await Promise.all(Array.from({ length: 32 }, () => openConnection(server.port)));
  let [left, wrong] = [checks, 0];
  const work = async (connection) => {
    while (left-- > 0) if (!(await check(connection))) wrong++;
  };
  await Promise.all(connections.map(work));
  const afterChecks = memoryOf(server.pid);
  for (const connection of connections) connection.close();
  await server.stop();
  return { atRest, afterChecks, wrong };
}

/** MB in memory; null where the system does not tell. */
function memoryOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1000;
  } catch {
    return null;
  }
}

/** By how much the SQLite file grows for each row, indexes and free space in pages included. */
async function measureRows(seeder, { accounts, sessions, log }, rows) {
  const sizeOf = (folder) => statSync(join(folder, "mortise.db")).size;
  const empty = sizeOf(accounts);
  await seeder.ask({ folder: accounts, accounts: rows, sessions: 0, seenAt: 0 });
  const account = (sizeOf(accounts) - empty) / rows;
  const owners = 100;
  await seeder.ask({ folder: sessions, accounts: owners, sessions: rows, seenAt: 0 });
  const session = (sizeOf(sessions) - empty - owners * account) / rows;
  return { account, session, event: (await measureLog(log, rows)) / rows };
}

/** By how much a log grows, sealed as all events are after a moment. Closing the file brings everything into it. */
async function measureLog(path, events) {
  const sizes = [];
  for (const tasks of [
    [],
    [
      { task: "fill", events, accounts: Math.ceil(events / 100) },
      { task: "seal", events },
    ],
  ]) {
    const worker = startWorker(file("../servers/log.mjs"));
    for (const task of [{ task: "open", url: `file:${path}` }, ...tasks, { task: "close" }]) await worker.ask(task);
    await worker.stop();
    sizes.push(statSync(path).size);
  }
  return sizes[1] - sizes[0];
}

/** Of a browser that was never there: the sign-in page, and Security of somebody with a session. */
async function measurePages(folder) {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: pathOf("browser"), args: ["--headless", "--no-sandbox"] });
  const server = await startMortise(folder);
  const url = `http://localhost:${server.port}`;
  const weigh = async (path, heading, cookies) => {
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const isShown = (page) => page.getByRole("heading", { level: 1, name: heading }).waitFor();
    const { bytes, answers } = await weighPage(await context.newPage(), url + path, isShown);
    return { kilobytes: bytes / 1000, answers: answers.length };
  };
  try {
    return {
      signIn: await weigh("/sign-in", "Sign in", []),
      security: await weigh("/security", "Security", await signInWith(browser, url)),
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The cookies of a sign-in by this browser: a session of another system would be put on hold. */
async function signInWith(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  const status = await page.evaluate(
    async ({ email, password }) => {
      const headers = { "content-type": "application/json" };
      const post = (path, body) => fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
      const { id } = await (await post("/v1/attempts", { purpose: "sign-in", email })).json();
      return (await post(`/v1/attempts/${id}/proofs`, { kind: "password", password })).status;
    },
    { email: emailOf(0), password },
  );
  if (status !== 200) throw new Error(`The sign-in was answered ${status}.`);
  return context.cookies();
}

/** MB that the packed server takes in an app's node_modules, alone and with all it brings. */
async function measureInstall(folder) {
  const app = join(folder, "app");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "app", private: true }));
  await run("npm", ["pack", "-w", "packages/server", "--pack-destination", app], { cwd: file("../.."), ...plenty });
  const [tarball] = readdirSync(app).filter((name) => name.endsWith(".tgz"));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`], { cwd: app, ...plenty });
  const modules = join(app, "node_modules");
  return { server: megabytesIn(join(modules, "@mortise/server")), all: megabytesIn(modules) };
}

const plenty = { maxBuffer: 2 ** 26 };

function megabytesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
}

/** What needs a browser or the registry is left out where there is none, with the reason. */
async function orWords(measure) {
  try {
    return await measure();
  } catch (error) {
    return { skipped: error.message.split("\n", 1)[0] };
  }
}
