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
import type { SqliteStatement } from "../dialects.ts";
import { SqliteListCompiler } from "../lists.ts";
import { asUnavailable, isBusy } from "../unavailable.ts";

/** How long another process may hold the lock that is asked for. Waited for with turns for others: SQLite itself would stop the process. */
export const lockMilliseconds = 5000;
/** Looked at soon at first, since most hold it for a moment only; each pause is twice the one before, up to this. */
const longestPauseMilliseconds = 16;

/** Does something to a database that another process may have locked: again and again for a while, with turns for others in between. */
export async function whileLocked<Result>(work: () => Result, milliseconds = lockMilliseconds): Promise<Result> {
  for (let [waited, pause] = [0, 1]; ; waited += pause, pause = Math.min(2 * pause, longestPauseMilliseconds)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= milliseconds) throw asUnavailable(error);
      await wait(pause);
    }
  }
}

/** What runs a query: the statement of one of the connections, prepared once. */
export type Prepare = (query: CompiledQuery) => SqliteStatement;

/** The transactions of the connection that writes; they take the write lock at their start. */
export interface Transactions {
  begin(): void;
  end(how: "commit" | "rollback"): void;
  /** For how many milliseconds one that begins waits for another process. */
  patience(): number;
}

const refuse = (): never => {
  throw new Error("Transactions are begun on the connection that writes.");
};
const none: Transactions = { begin: refuse, end: refuse, patience: refuse };

/** Kysely on SQLite. Without transactions: for what only reads. */
export function sqliteDialect(prepare: Prepare, onQuery: () => void, transactions = none): Dialect {
  const connection = connectionOn(prepare, onQuery);
  const { begin, end, patience } = transactions;
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: () => whileLocked(begin, patience()),
      commitTransaction: () => whileLocked(() => end("commit")),
      // A full disk has rolled it back already: what is thrown then is why, and not that nothing is left to roll back.
      rollbackTransaction: () => whileLocked(() => end("rollback")).catch(() => {}),
      // Whoever opened the connection closes it: Kysely would not where nothing was asked of it.
      destroy: async () => {},
    }),
  };
}

function connectionOn(prepare: Prepare, onQuery: () => void): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const { kind } = query.query;
      const returns = kind === "SelectQueryNode" || kind === "RawNode" || hasReturning(query.query);
      return whileLocked(() => {
        const statement = prepare(query);
        if (returns) return { rows: statement.all(...query.parameters) as Row[] };
        return { rows: [], numAffectedRows: BigInt(statement.run(...query.parameters).changes) };
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
