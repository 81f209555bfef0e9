import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { CamelCasePlugin, type Compilable, type Kysely, sql, type Transaction, Kysely as KyselyClass } from "kysely";
import { type DialectName, type SqliteConnection, isRepeatable, openSqlite, sqliteModule } from "./dialects.ts";
import { openPostgres, postgresDialect, type PostgresOptions } from "./drivers/postgres.ts";
import { sqliteDialect, whileLocked } from "./drivers/sqlite.ts";
import { asUnavailable, isBusy } from "./unavailable.ts";
import type { Tables } from "./tables.ts";
import { createWalFlush } from "./wal-flush.ts";

/** A running transaction. Only `transact` makes one; a function that takes it writes, or needs to see what was written. */
export type Tx = Transaction<Tables>;

/** Anything that can read: the reader connection, the pool, or a running transaction. */
export type Reader = Kysely<Tables>;

/** A statement compiled once, for the paths every request takes. Answers the first row, if any. */
export type PreparedRead = (...values: unknown[]) => unknown;

/**
 * `power-cut`: on the disk before it is answered. `crash`: survives the end of the process, but the last of it may be
 * lost when the machine loses power; for counts and notes that nobody was promised.
 */
export type Durability = "power-cut" | "crash";

export interface Database {
  readonly dialect: DialectName;
  /** Where it is, in words for the operator; without a password. */
  readonly place: string;
  readonly read: Reader;
  /**
   * Runs the work in one transaction: all of it or nothing. A returned refusal commits; a thrown fault rolls back.
   * Inside, nothing is awaited but the database. PostgreSQL may run it again after breaking off a deadlock.
   */
  transact<Result>(work: (tx: Tx) => Promise<Result>, durability?: Durability): Promise<Result>;
  prepareRead(build: (read: Reader) => Compilable): PreparedRead;
  /** Copies a SQLite file while it is in use. Throws on PostgreSQL, which has tools of its own. */
  backup(path: string): Promise<void>;
  /** Statements run so far; tests that compare work count them. */
  readonly queries: number;
  close(): Promise<void>;
}

const plugins = [new CamelCasePlugin({ underscoreBeforeDigits: false })];

/** Opens `file:path`, `postgres://…` or `postgresql://…`. Does not migrate. */
export function openDatabase(
  url: string,
  { poolSize = 10, nameStatements = true, timeoutSeconds = 10 }: Partial<PostgresOptions> = {},
): Database {
  return url.startsWith("file:")
    ? openSqliteFile(url.slice("file:".length))
    : openPostgresPool(url, { poolSize, nameStatements, timeoutSeconds });
}

function openSqliteFile(path: string): Database {
  let queries = 0;
  const count = (): void => {
    queries++;
  };
  const writerConnection = openSqlite(path, { readOnly: false });
  const readerConnection = openSqlite(path, { readOnly: true });
  const wal = createWalFlush(path);
  const write = new KyselyClass<Tables>({ dialect: sqliteDialect(writerConnection, count), plugins });
  const read = new KyselyClass<Tables>({ dialect: sqliteDialect(readerConnection, count), plugins });
  return {
    dialect: "sqlite",
    place: resolve(path),
    read,
    async transact(work, durability) {
      const result = await write.transaction().execute(work);
      if (durability !== "crash")
        await wal.flush().catch((error: unknown) => Promise.reject(asUnavailable(error) as Error));
      return result;
    },
    prepareRead: (build) => prepareOnSqlite(readerConnection, build(read).compile().sql, count),
    backup: async (target) => {
      closeSync(openSync(target, "wx", 0o600));
      await backupSnapshot(path, target);
    },
    get queries() {
      return queries;
    },
    close: async () => {
      await read.destroy();
      await write.destroy();
      await wal.close();
      readerConnection.close();
      // Everything in one file, for whoever copies only that. It is as good as done while another process reads.
      writerConnection.exec("pragma wal_checkpoint(truncate)");
      writerConnection.close();
    },
  };
}

// What is copied is what stands when it begins: without a transaction of its own SQLite begins anew at every foreign write.
async function backupSnapshot(path: string, target: string): Promise<void> {
  const source = openSqlite(path, { readOnly: true });
  try {
    source.exec("begin");
    source.prepare("select count(*) from sqlite_schema").get();
    await sqliteModule().backup(source, target);
  } finally {
    source.close();
  }
}

function prepareOnSqlite(connection: SqliteConnection, sql: string, count: () => void): PreparedRead {
  let statement: ReturnType<SqliteConnection["prepare"]> | undefined;
  return (...values) => {
    count();
    const read = (): unknown => (statement ??= connection.prepare(sql)).get(...values);
    try {
      return read();
    } catch (error) {
      if (!isBusy(error)) throw asUnavailable(error);
      return whileLocked(read);
    }
  };
}

function openPostgresPool(url: string, options: PostgresOptions): Database {
  const { nameStatements } = options;
  let queries = 0;
  const count = (): void => {
    queries++;
  };
  const pool = openPostgres(url, options);
  const kysely = new KyselyClass<Tables>({ dialect: postgresDialect(pool, nameStatements, count), plugins });
  let prepared = 0;
  return {
    dialect: "postgres",
    place: withoutPassword(url),
    read: kysely,
    transact: (work, durability) => transactOnPostgres(kysely, work, durability),
    prepareRead: (build) => {
      const text = build(kysely).compile().sql;
      const name = nameStatements ? `p${++prepared}` : undefined;
      return async (...values) => {
        count();
        const found = await pool.query({ text, values, ...(name && { name }) }).catch((error: unknown) => {
          throw asUnavailable(error);
        });
        return found.rows[0] as unknown;
      };
    },
    backup: async () => {
      throw new Error("mortise backup copies a SQLite file. On PostgreSQL use pg_dump or your provider's backups.");
    },
    get queries() {
      return queries;
    },
    close: () => kysely.destroy(),
  };
}

async function transactOnPostgres<Result>(
  kysely: Reader,
  work: (tx: Tx) => Promise<Result>,
  durability: Durability | undefined,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await kysely.transaction().execute(async (tx) => {
        if (durability === "crash") await sql`set local synchronous_commit = off`.execute(tx);
        return work(tx);
      });
    } catch (error) {
      if (!isRepeatable(error) || tries === 5) throw error;
    }
  }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  parsed.password = parsed.password && "••••";
  parsed.search = "";
  return decodeURI(parsed.toString());
}
