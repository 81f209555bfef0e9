import {
  CamelCasePlugin,
  type Compilable,
  type CompiledQuery,
  type Kysely,
  sql,
  type Transaction,
  Kysely as KyselyClass,
} from "kysely";
import { type DialectName, isRepeatable } from "./dialects.ts";
import { openPostgres, type PostgresOptions } from "./drivers/connections.ts";
import type { Pooling } from "./drivers/pooling.ts";
import { postgresDialect } from "./drivers/postgres.ts";
import { openSqliteFile } from "./drivers/sqlite-file.ts";
import { asUnavailable } from "./unavailable.ts";
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
  close(): Promise<void>;
}

const plugins = [new CamelCasePlugin({ underscoreBeforeDigits: false })];

/** Opens `file:path`, `postgres://…` or `postgresql://…`. Does not migrate. */
export function openDatabase(
  url: string,
  { poolSize = 10, nameStatements = true, timeoutSeconds = 10, warn }: Partial<PostgresOptions> = {},
): Database {
  return url.startsWith("file:")
    ? openSqliteFile(url.slice("file:".length), plugins)
    : openPostgresPool(url, { poolSize, nameStatements, timeoutSeconds, warn });
}

function openPostgresPool(url: string, options: PostgresOptions): Database {
  let queries = 0;
  const count = (): void => {
    queries++;
  };
  const postgres = openPostgres(url, options);
  const kysely = new KyselyClass<Tables>({ dialect: postgresDialect(postgres, count), plugins });
  return {
    dialect: "postgres",
    place: withoutPassword(url),
    read: kysely,
    transact: (work, durability) => transactOnPostgres(kysely, work, durability),
    note: (query) => transactOnPostgres(kysely, async (tx) => void (await tx.executeQuery(query)), "crash"),
    prepareRead: (build) => {
      const text = build(kysely).compile().sql;
      return (...values) => {
        count();
        return postgres.reads.first(text, values).catch((error: unknown) => {
          throw asUnavailable(error);
        });
      };
    },
    backup: async () => {
      throw new Error("mortise backup copies a SQLite file. On PostgreSQL use pg_dump or your provider's backups.");
    },
    findPooling: () => postgres.link.settle(),
    get queries() {
      return queries;
    },
    // Whether or not anything was asked of it.
    close: () => postgres.end(),
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
