import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { isOutdatedStatement, isStatementNotKept } from "./statement-names.ts";

/** The column types migrations may use, in each dialect's words. */
export const columnTypes = {
  sqlite: { text: "text", integer: "integer", blob: "blob" },
  postgres: { text: "text", integer: "bigint", blob: "bytea" },
} as const;

export type DialectName = keyof typeof columnTypes;

/** The part of node:sqlite's API in use; @photostructure/sqlite has the same for Node 20. */
export interface SqliteConnection {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
  readonly isTransaction: boolean;
}
export interface SqliteStatement {
  all(...values: unknown[]): unknown[];
  get(...values: unknown[]): object | undefined;
  run(...values: unknown[]): { changes: number | bigint };
  setReturnArrays(isOn: boolean): void;
}
interface SqliteModule {
  DatabaseSync: new (path: string, options: { timeout: number; readOnly: boolean }) => SqliteConnection;
  backup(source: SqliteConnection, path: string): Promise<unknown>;
}

const require = createRequire(import.meta.url);

/** The build carries a copy, whose install script then need not run, and puts its place here. */
const sqlitePackage = "@photostructure/sqlite";

/** Node's own driver where it has one that can do what is used here (22.16+), else the package with the same API: what to require, from anywhere. */
export function sqliteDriver(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 16);
  return builtIn ? "node:sqlite" : require.resolve(sqlitePackage);
}

export function sqliteModule(): SqliteModule {
  return require(sqliteDriver()) as SqliteModule;
}

/** After how many pages a writer moves them from the log into the file itself, where no thread has done so (checkpoints.ts). */
const checkpointPages = 20_000;

/**
 * Opens one connection: WAL, foreign keys held. Waits for another process only now; from then on whoever asks does so again with
 * turns for others (`whileLocked`). `transact` sees to it that commits are on the disk.
 */
export function openSqlite(path: string, { readOnly }: { readOnly: boolean }): SqliteConnection {
  // Addresses and hashes are nobody else's to read; the log beside the file gets the same mode from SQLite.
  if (!readOnly) closeSync(openSync(path, "a", 0o600));
  const connection = new (sqliteModule().DatabaseSync)(path, { timeout: 5000, readOnly });
  if (!readOnly) connection.exec(`pragma journal_mode = wal; pragma wal_autocheckpoint = ${checkpointPages}`);
  connection.exec(
    "pragma synchronous = normal; pragma foreign_keys = on; pragma cache_size = -65536; pragma mmap_size = 4294967296; pragma busy_timeout = 0; pragma journal_size_limit = 4194304",
  );
  return connection;
}

/** Whether an insert failed because the row, or one with the same unique value, is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === "23505" || errcode === 1555 || errcode === 2067;
}

/** Whether a statement failed because its table is not there. */
export function isNoTable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  return code === "42P01" || (message ?? "").startsWith("no such table");
}

/** Whether PostgreSQL refused what this role may not do. */
export function isNotAllowed(error: unknown): boolean {
  return (error as { code?: unknown }).code === "42501";
}

/** Whether PostgreSQL broke a transaction off for the sake of another, of a newer schema or of a name of ours: it changed nothing and may be repeated. */
export function isRepeatable(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "40001" || code === "40P01" || isOutdatedStatement(error) || isStatementNotKept(error);
}
