import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  PostgresAdapter,
  PostgresIntrospector,
} from "kysely";
import type pg from "pg";
import { PostgresListCompiler } from "../lists.ts";
import { asUnavailable, isBroken } from "../unavailable.ts";
import type { Postgres } from "./connections.ts";
import type { Link } from "./link.ts";

interface PostgresConnection extends DatabaseConnection {
  readonly client: pg.PoolClient;
  isInTransaction: boolean;
  /** Whether the server said nothing, or goodbye: what the connection is worth nobody knows. */
  isBroken: boolean;
  control(text: string): Promise<void>;
  run(text: string, values: unknown[]): Promise<pg.QueryResult<pg.QueryResultRow>>;
}

function wrapClient(client: pg.PoolClient, link: Link, onQuery: () => void): PostgresConnection {
  const asUsual = (error: unknown, connection: PostgresConnection): never => {
    connection.isBroken ||= isBroken(error);
    throw asUnavailable(error);
  };
  return {
    client,
    isInTransaction: false,
    isBroken: false,
    async control(text) {
      await client.query(text).catch((error: unknown) => asUsual(error, this));
    },
    async run(text, values) {
      const name = link.names.nameOf(text);
      return client.query({ text, values, ...(name && { name }) }).catch((error: unknown) => asUsual(error, this));
    },
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const result = await this.run(text, [...parameters]).catch((error: unknown) => {
        // In a transaction it has broken that, which is repeated as a whole.
        if (!link.mend(error) || this.isInTransaction) throw error;
        return this.run(text, [...parameters]);
      });
      return { rows: result.rows as Row[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    // eslint-disable-next-line require-yield -- exports will stream with a cursor of their own
    async *streamQuery() {
      throw new Error("Streaming is not supported here.");
    },
  };
}

/** Kysely on a pool: statements are named, so that each connection parses one only once, unless a pooler forbids it. */
export function postgresDialect({ link, pool, beginning }: Postgres, onQuery: () => void): Dialect {
  const of = (connection: DatabaseConnection): PostgresConnection => connection as PostgresConnection;
  const unavailable = (error: unknown): never => {
    throw asUnavailable(error);
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresListCompiler(),
    createDriver: (): Driver => ({
      // Kysely asks for nothing before; when it fails, the next to come tries again.
      init: () => link.settle().then(() => undefined, unavailable),
      acquireConnection: async () => wrapClient(await pool.connect().catch(unavailable), link, onQuery),
      // One that is broken is not given to anybody else.
      releaseConnection: async (connection) => of(connection).client.release(of(connection).isBroken),
      beginTransaction: async (connection) => {
        of(connection).isInTransaction = true;
        await of(connection).control(beginning());
      },
      commitTransaction: (connection) => of(connection).control("commit"),
      // What it threw before says why; a connection that is broken has nothing left to roll back.
      rollbackTransaction: async (connection) => {
        if (!of(connection).isBroken)
          await of(connection)
            .control("rollback")
            .catch(() => {});
      },
      // Whoever opened the pool ends it.
      destroy: async () => {},
    }),
  };
}
