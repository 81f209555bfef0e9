import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  PostgresAdapter,
  PostgresIntrospector,
  SqliteAdapter,
  SqliteIntrospector,
} from "kysely";
import pg from "pg";
import { keepStatements } from "./kept-statements.ts";
import { PostgresListCompiler, SqliteListCompiler } from "./lists.ts";
import { mutex } from "./mutex.ts";
import { createStatementNames, isOutdatedStatement, type StatementNames } from "./statement-names.ts";

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
}
export interface SqliteStatement {
  all(...values: unknown[]): unknown[];
  get(...values: unknown[]): unknown;
  run(...values: unknown[]): { changes: number | bigint };
}
interface SqliteModule {
  DatabaseSync: new (path: string, options: { timeout: number; readOnly: boolean }) => SqliteConnection;
  backup(source: SqliteConnection, path: string): Promise<unknown>;
}

const require = createRequire(import.meta.url);

/** Node's own driver where it has one (22.13+), else the package with the same API. */
export function sqliteModule(): SqliteModule {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  return require(builtIn ? "node:sqlite" : "@photostructure/sqlite") as SqliteModule;
}

/** Opens one connection: WAL, foreign keys held, waits 5 s for another process. `transact` sees to it that commits are on the disk. */
export function openSqlite(path: string, { readOnly }: { readOnly: boolean }): SqliteConnection {
  // Addresses and hashes are nobody else's to read; the log beside the file gets the same mode from SQLite.
  if (!readOnly) closeSync(openSync(path, "a", 0o600));
  const connection = new (sqliteModule().DatabaseSync)(path, { timeout: 5000, readOnly });
  if (!readOnly) connection.exec("pragma journal_mode = wal");
  connection.exec(
    "pragma synchronous = normal; pragma foreign_keys = on; pragma cache_size = -65536; pragma mmap_size = 4294967296",
  );
  return connection;
}

/** Kysely on one SQLite connection: statements are prepared once, transactions take the write lock at their start. */
export function sqliteDialect(sqlite: SqliteConnection, onQuery: () => void): Dialect {
  const { get: prepare } = keepStatements((text) => sqlite.prepare(text));
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const statement = prepare(sql);
      const returns = query.kind === "SelectQueryNode" || query.kind === "RawNode" || hasReturning(query);
      if (returns) return { rows: statement.all(...parameters) as Row[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
    },
    // eslint-disable-next-line require-yield -- nothing streams from SQLite; Kysely's interface wants the method
    async *streamQuery() {
      throw new Error("Streaming is not supported on SQLite.");
    },
  };
  const lock = mutex();
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => (await lock.take(), connection),
      releaseConnection: async () => lock.release(),
      beginTransaction: async () => void prepare("begin immediate").run(),
      commitTransaction: async () => void prepare("commit").run(),
      rollbackTransaction: async () => void prepare("rollback").run(),
      destroy: async () => sqlite.close(),
    }),
  };
}

function hasReturning(query: object): boolean {
  return "returning" in query && query.returning !== undefined;
}

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("A 64-bit integer from the database does not fit a number.");
  return value;
});

/** A pool of connections. Errors of idle connections are left to the next query, which gets a fresh one. */
export function openPostgres(url: string, poolSize: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, application_name: "mortise" });
  pool.on("error", () => {});
  // A connection that breaks while in use fails its query; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

interface PostgresConnection extends DatabaseConnection {
  readonly client: pg.PoolClient;
  isInTransaction: boolean;
}

function wrapClient(client: pg.PoolClient, names: StatementNames, onQuery: () => void): PostgresConnection {
  const query = <Row>(text: string, values: unknown[]) => {
    const name = names.nameOf(text);
    return client.query<Row & pg.QueryResultRow>({ text, values, ...(name && { name }) });
  };
  return {
    client,
    isInTransaction: false,
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const result = await query<Row>(text, [...parameters]).catch((error: unknown) => {
        if (!isOutdatedStatement(error)) throw error;
        names.renew();
        // It has broken its transaction, which is repeated as a whole.
        if (this.isInTransaction) throw error;
        return query<Row>(text, [...parameters]);
      });
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    // eslint-disable-next-line require-yield -- exports will stream with a cursor of their own
    async *streamQuery() {
      throw new Error("Streaming is not supported here.");
    },
  };
}

/** Kysely on a pool: statements are named, so that each connection parses one only once, unless a pooler forbids it. */
export function postgresDialect(pool: pg.Pool, nameStatements: boolean, onQuery: () => void): Dialect {
  const names = createStatementNames(nameStatements);
  const clientOf = (connection: DatabaseConnection): pg.PoolClient => (connection as PostgresConnection).client;
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => wrapClient(await pool.connect(), names, onQuery),
      releaseConnection: async (connection) => clientOf(connection).release(),
      beginTransaction: async (connection) => {
        (connection as PostgresConnection).isInTransaction = true;
        await clientOf(connection).query("begin");
      },
      commitTransaction: async (connection) =>
        clientOf(connection)
          .query("commit")
          .then(() => undefined),
      rollbackTransaction: async (connection) =>
        clientOf(connection)
          .query("rollback")
          .then(() => undefined),
      destroy: () => pool.end(),
    }),
  };
}

/** Whether an insert failed because the row, or one with the same unique value, is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === "23505" || errcode === 1555 || errcode === 2067;
}

/** Whether PostgreSQL broke a transaction off for the sake of another, or of a newer schema: it changed nothing and may be repeated. */
export function isRepeatable(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "40001" || code === "40P01" || isOutdatedStatement(error);
}
