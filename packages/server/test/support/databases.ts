import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";

/** Every suite that stores anything runs once on each. */
export const dialects = ["sqlite", "postgres"] as const;
export type Dialect = (typeof dialects)[number];

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database nobody else uses. */
export async function createDatabase(dialect: Dialect): Promise<TestDatabase> {
  if (dialect === "sqlite") {
    const folder = mkdtempSync(join(tmpdir(), "mortise-sqlite-"));
    return {
      url: `file:${join(folder, "mortise.db")}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `t_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(`drop database ${name} with (force)`) };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated database, opened; for tests of SQL. */
export async function openMigrated(dialect: Dialect): Promise<{ database: Database; close(): Promise<void> }> {
  const created = await createDatabase(dialect);
  const database = openDatabase(created.url);
  await migrate(database, () => 0);
  return {
    database,
    close: async () => {
      await database.close();
      await created.drop();
    },
  };
}
