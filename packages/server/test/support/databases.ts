import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ask } from "./ask.ts";

/** Every suite that stores anything runs once on each. */
export const dialects = ["sqlite", "postgres"] as const;
export type Dialect = (typeof dialects)[number];

// Nothing here outlives the run, so nothing waits for the disk. A container's small one is left alone.
const memory = ["/dev/shm"].find((path) => existsSync(path) && hasRoom(path));

function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize > 2 ** 30;
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database nobody else uses: empty, or a copy of the one that was migrated once for all. */
export async function createDatabase(dialect: Dialect, { isMigrated = false } = {}): Promise<TestDatabase> {
  if (dialect === "sqlite") {
    const folder = mkdtempSync(join(memory ?? tmpdir(), "mortise-sqlite-"));
    const file = join(folder, "mortise.db");
    if (isMigrated) copyFileSync(await ask("sqlite"), file);
    return { url: `file:${file}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
  }
  const name = `t_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name}${isMigrated ? " template template" : ""}`);
  const url = new URL(await ask("postgres"));
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(`drop database ${name} with (force)`) };
}

/** A connection to PostgreSQL beside the server's. */
export async function connectBeside(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Runs a statement in the cluster all databases of a run are in. */
export async function administer(sql: string): Promise<void> {
  const client = await connectBeside(await ask("postgres"));
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
