import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { buildStale } from "../../../../tools/build.mjs";
import { startPostgres } from "../../../../tools/postgres.mjs";
import { pathOf } from "../../../../tools/programs.mjs";
import { openDatabase } from "../../src/database/open-database.ts";
import { migrate } from "../../src/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where tests ask for what is made once a run. */
    onceARun: string;
  }
}

const endings: (() => void)[] = [];

/** What costs seconds to make, and who makes it. */
const makers: Record<string, () => Promise<string>> = {
  /** A PostgreSQL of our own. Answers its URL; its database `template` is migrated. */
  async postgres() {
    const { url, stop } = await startPostgres(pathOf("postgres"));
    endings.push(stop);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("create database template");
    await client.end();
    await migrateNew(url.replace(/[^/]*$/, "template"));
    return url;
  },
  /** A migrated SQLite file. Answers its path. */
  async sqlite() {
    const folder = mkdtempSync(join(tmpdir(), "mortise-template-"));
    endings.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "mortise.db");
    await migrateNew(`file:${file}`);
    return file;
  },
  /** The server's bundle and the pages, as they are now. */
  async build() {
    await buildStale();
    return "built";
  },
};

async function migrateNew(url: string): Promise<void> {
  const database = openDatabase(url);
  await migrate(database, () => 0);
  await database.close();
}

/** Makes each thing when the first test asks for it, so that a run of a few pure tests makes nothing. */
export async function setup(project: TestProject): Promise<() => void> {
  const made = new Map<string, Promise<string>>();
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    if (!made.has(name)) made.set(name, makers[name]!());
    made.get(name)!.then(
      (answer) => response.end(answer),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // Whoever asks waits for as long as it takes.
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  project.provide("onceARun", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return () => {
    server.closeAllConnections();
    server.close();
    for (const end of endings.splice(0)) end();
  };
}
