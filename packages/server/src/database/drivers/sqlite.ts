import { setTimeout as wait } from "node:timers/promises";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
} from "kysely";
import type { SqliteConnection, SqliteStatement } from "../dialects.ts";
import { keepStatements } from "../kept-statements.ts";
import { SqliteListCompiler } from "../lists.ts";
import { mutex } from "../mutex.ts";
import { asUnavailable, isBusy } from "../unavailable.ts";

/** How long another process may hold the lock that is asked for. Waited for with turns for others: SQLite itself would stop the process. */
const lockMilliseconds = 5000;
const pauseMilliseconds = 15;
/** How long a transaction waits for those before it. */
const queueMilliseconds = 15_000;

/** Does something to a database that another process may have locked: again and again for a while, with turns for others in between. */
export async function whileLocked<Result>(work: () => Result, milliseconds = lockMilliseconds): Promise<Result> {
  for (let waited = 0; ; waited += pauseMilliseconds) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= milliseconds) throw asUnavailable(error);
      await wait(pauseMilliseconds);
    }
  }
}

/** Kysely on one SQLite connection: statements are prepared once, transactions take the write lock at their start. */
export function sqliteDialect(sqlite: SqliteConnection, onQuery: () => void): Dialect {
  const { get: prepare } = keepStatements((text) => sqlite.prepare(text));
  const connection = connectionOn(prepare, onQuery);
  const lock = mutex(queueMilliseconds);
  let waited = 0;
  const run = async (text: string, milliseconds?: number): Promise<void> => {
    await whileLocked(() => prepare(text).run(), milliseconds);
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      async acquireConnection() {
        const since = performance.now();
        await lock.take();
        waited = performance.now() - since;
        return connection;
      },
      releaseConnection: async () => lock.release(),
      // Who has waited for others that waited for the lock in vain does not begin to wait anew.
      beginTransaction: () => run("begin immediate", lockMilliseconds - waited),
      commitTransaction: () => run("commit"),
      // A full disk has rolled it back already: what is thrown then is why, and not that nothing is left to roll back.
      rollbackTransaction: () => run("rollback").catch(() => {}),
      // Whoever opened the connection closes it: Kysely would not where nothing was asked of it.
      destroy: async () => {},
    }),
  };
}

function connectionOn(prepare: (text: string) => SqliteStatement, onQuery: () => void): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const returns = query.kind === "SelectQueryNode" || query.kind === "RawNode" || hasReturning(query);
      return whileLocked(() => {
        const statement = prepare(sql);
        if (returns) return { rows: statement.all(...parameters) as Row[] };
        return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
      });
    },
    // eslint-disable-next-line require-yield -- nothing streams from SQLite; Kysely's interface wants the method
    async *streamQuery() {
      throw new Error("Streaming is not supported on SQLite.");
    },
  };
}

function hasReturning(query: object): boolean {
  return "returning" in query && query.returning !== undefined;
}
