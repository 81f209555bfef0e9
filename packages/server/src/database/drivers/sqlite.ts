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
import type { SqliteConnection } from "../dialects.ts";
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
export async function whileLocked<Result>(work: () => Result): Promise<Result> {
  for (let waited = 0; ; waited += pauseMilliseconds) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= lockMilliseconds) throw asUnavailable(error);
      await wait(pauseMilliseconds);
    }
  }
}

/** Kysely on one SQLite connection: statements are prepared once, transactions take the write lock at their start. */
export function sqliteDialect(sqlite: SqliteConnection, onQuery: () => void): Dialect {
  const { get: prepare } = keepStatements((text) => sqlite.prepare(text));
  const connection: DatabaseConnection = {
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
  const lock = mutex(queueMilliseconds);
  const run = (text: string) => async (): Promise<void> => void (await whileLocked(() => prepare(text).run()));
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => (await lock.take(), connection),
      releaseConnection: async () => lock.release(),
      beginTransaction: run("begin immediate"),
      commitTransaction: run("commit"),
      // A full disk has rolled it back already: what is thrown then is why, and not that nothing is left to roll back.
      rollbackTransaction: () => run("rollback")().catch(() => {}),
      destroy: async () => sqlite.close(),
    }),
  };
}

function hasReturning(query: object): boolean {
  return "returning" in query && query.returning !== undefined;
}
