import { Kysely, type KyselyPlugin, sql } from "kysely";
import type { Database, Durability, Reader, Tx } from "../database.ts";
import { isRepeatable } from "../dialects.ts";
import type { Tables } from "../tables.ts";
import { asUnavailable } from "../unavailable.ts";
import { openPostgres, type PostgresOptions } from "./connections.ts";
import { postgresDialect } from "./postgres.ts";

/** PostgreSQL by a pool of connections. */
export function openPostgresPool(url: string, options: PostgresOptions, plugins: KyselyPlugin[]): Database {
  let queries = 0;
  const count = (): void => {
    queries++;
  };
  const postgres = openPostgres(url, options);
  const kysely = new Kysely<Tables>({ dialect: postgresDialect(postgres, count), plugins });
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
    letGo: async () => {
      while (postgres.pool.idleCount > 0) (await postgres.pool.connect()).release(true);
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
