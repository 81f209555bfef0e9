import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, startServer } from "../processes.mjs";
import { openLikeServer } from "../sqlite.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = here("../../packages/server/dist/main.js");

/** The bundled server on the SQLite file of a folder, as `npm start` runs it. */
export function startMortise(folder, settings = {}) {
  return startMortiseOn(`file:${join(folder, "mortise.db")}`, settings);
}

/** The same on any database. */
export async function startMortiseOn(url, settings = {}) {
  const port = await freePort();
  const env = {
    MORTISE_PORT: String(port),
    MORTISE_DATABASE_URL: url,
    // Lets the load come from many addresses, as it would in life.
    MORTISE_TRUSTED_PROXIES: "127.0.0.0/8",
    ...settings,
  };
  return { port, ...(await startServer(server, [], { env, readyText: "Stop" })) };
}

/** What a server on PostgreSQL has to be told: a file has its key beside it. */
export const rootKey = Buffer.alloc(32, 1).toString("base64");

/** Makes folders that each hold a migrated, empty database, by starting the server once. */
export async function migratedFolders(root, names) {
  const template = join(root, "template");
  mkdirSync(template);
  await (await startMortise(template)).stop();
  const database = openLikeServer(join(template, "mortise.db"), { readOnly: false });
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
  return names.map((name) => {
    const folder = join(root, name);
    mkdirSync(folder);
    for (const file of ["mortise.db", "mortise.key"]) copyFileSync(join(template, file), join(folder, file));
    return folder;
  });
}

/** The limit, on a copy of the file the server has; `answerBytes` is how long its answers are made. */
export async function startLimit(folder, answerBytes) {
  const file = join(folder, "limit.db");
  copyFileSync(join(folder, "mortise.db"), file);
  const port = await freePort();
  const args = [file, String(port), String(answerBytes)];
  return { port, ...(await startServer(here("limit.mjs"), args, { env: {}, readyText: "limit is ready" })) };
}

/** The bare way to read the same row from PostgreSQL. */
export async function startLimitPostgres(url, answerBytes) {
  const port = await freePort();
  const args = [url, String(port), String(answerBytes)];
  return { port, ...(await startServer(here("limit-postgres.mjs"), args, { env: {}, readyText: "limit is ready" })) };
}

/** A peer, with as many accounts and sessions of its own. */
async function startPeer(script, cookie, folder, { accounts, sessions }) {
  mkdirSync(folder);
  const port = await freePort();
  const args = [folder, String(port), String(accounts), String(sessions)];
  return { port, cookie, ...(await startServer(here(script), args, { env: {}, readyText: "is ready" })) };
}

export const startBetterAuth = (folder, size) =>
  startPeer("better-auth.mjs", "better-auth.session_token", folder, size);
export const startJose = (folder, size) => startPeer("jose.mjs", "session", folder, size);
export const startHono = (folder, size) => startPeer("hono.mjs", "session", folder, size);
