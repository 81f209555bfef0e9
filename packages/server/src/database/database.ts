import type { Compilable, CompiledQuery, Kysely, Transaction } from "kysely";
import type { DialectName } from "./dialects.ts";
import type { Pooling } from "./drivers/pooling.ts";
import type { Tables } from "./tables.ts";

/** A running transaction. Only `transact` makes one; a function that takes it writes, or needs to see what was written. */
export type Tx = Transaction<Tables>;

/** Anything that can read: the reader connection, the pool, or a running transaction. */
export type Reader = Kysely<Tables>;

/** A row as the values of its columns, in the order they were selected in. */
export type Values = readonly unknown[];

/** A statement compiled once, for the paths every request takes. Answers the first row, if any: SQLite at once. */
export type PreparedRead = (...values: unknown[]) => Promise<Values | undefined> | Values | undefined;

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
   * Inside, nothing is awaited but the database. It may run again: where PostgreSQL has broken off a deadlock, and where SQLite
   * has lost a transaction that several works shared.
   */
  transact<Result>(work: (tx: Tx) => Promise<Result>, durability?: Durability): Promise<Result>;
  /** Runs one statement as a transaction of its own, with the durability `crash`. */
  note(query: CompiledQuery): Promise<void>;
  prepareRead(build: (read: Reader) => Compilable): PreparedRead;
  /** Copies a SQLite file while it is in use. Throws on PostgreSQL, which has tools of its own. */
  backup(path: string): Promise<void>;
  /** Whether connections are our own; PostgreSQL's may be lent by a pooler. */
  findPooling(): Promise<Pooling>;
  /** Statements run so far; tests that compare work count them. */
  readonly queries: number;
  /** Gives up the connections nobody uses now: a migration ends every one it does not know (migrate.ts). */
  letGo(): Promise<void>;
  close(): Promise<void>;
}
