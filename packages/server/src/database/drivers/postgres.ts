import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  PostgresAdapter,
  PostgresIntrospector,
} from "kysely";
import pg from "pg";
import { PostgresListCompiler } from "../lists.ts";
import { createStatementNames, isOutdatedStatement, type StatementNames } from "../statement-names.ts";
import { asUnavailable, isBroken } from "../unavailable.ts";

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("A 64-bit integer from the database does not fit a number.");
  return value;
});

/** How a server speaks to PostgreSQL. */
export interface PostgresOptions {
  readonly poolSize: number;
  readonly nameStatements: boolean;
  /** How long a statement may take, and a connection to be made. Null, for migrations: as long as they take. */
  readonly timeoutSeconds: number | null;
}

/** A lock that somebody holds longer is not waited for. */
const lockMilliseconds = 4000;
const connectMilliseconds = 5000;

/**
 * A pool of connections. Errors of idle connections are left to the next query, which gets a fresh one. The server ends what
 * takes too long; where it does not answer at all, we do, a little later.
 */
export function openPostgres(url: string, { poolSize, nameStatements, timeoutSeconds }: PostgresOptions): pg.Pool {
  const milliseconds = timeoutSeconds === null ? null : timeoutSeconds * 1000;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: "mortise",
    connectionTimeoutMillis: Math.min(milliseconds ?? Infinity, connectMilliseconds),
    ...(milliseconds !== null && { query_timeout: milliseconds + 1000 }),
    keepAlive: true,
    // By a statement and not as a parameter of the connection, which poolers refuse; where they share connections, only our own clock counts.
    ...(milliseconds !== null &&
      nameStatements && { verify: (client, done) => client.query(limitsOf(milliseconds), done) }),
  });
  pool.on("error", () => {});
  // A connection that breaks while in use fails its query; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function limitsOf(milliseconds: number): string {
  return `set statement_timeout = ${milliseconds}; set lock_timeout = ${Math.min(lockMilliseconds, milliseconds)};
    set idle_in_transaction_session_timeout = ${3 * milliseconds}`;
}

interface PostgresConnection extends DatabaseConnection {
  readonly client: pg.PoolClient;
  isInTransaction: boolean;
  /** Whether the server said nothing, or goodbye: what the connection is worth nobody knows. */
  isBroken: boolean;
  run(text: string, values?: unknown[]): Promise<pg.QueryResult<pg.QueryResultRow>>;
}

const isControl: ReadonlySet<string> = new Set(["begin", "commit", "rollback"]);

function wrapClient(client: pg.PoolClient, names: StatementNames, onQuery: () => void): PostgresConnection {
  return {
    client,
    isInTransaction: false,
    isBroken: false,
    async run(text, values = []) {
      const name = isControl.has(text) ? undefined : names.nameOf(text);
      try {
        return await client.query({ text, values, ...(name && { name }) });
      } catch (error) {
        this.isBroken ||= isBroken(error);
        throw asUnavailable(error);
      }
    },
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      onQuery();
      const result = await this.run(text, [...parameters]).catch((error: unknown) => {
        if (!isOutdatedStatement(error)) throw error;
        names.renew();
        // It has broken its transaction, which is repeated as a whole.
        if (this.isInTransaction) throw error;
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
export function postgresDialect(pool: pg.Pool, nameStatements: boolean, onQuery: () => void): Dialect {
  const names = createStatementNames(nameStatements);
  const of = (connection: DatabaseConnection): PostgresConnection => connection as PostgresConnection;
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresListCompiler(),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => {
        const client = await pool.connect().catch((error: unknown) => Promise.reject(asUnavailable(error) as Error));
        return wrapClient(client, names, onQuery);
      },
      // One that is broken is not given to anybody else.
      releaseConnection: async (connection) => of(connection).client.release(of(connection).isBroken),
      beginTransaction: async (connection) => {
        of(connection).isInTransaction = true;
        await of(connection).run("begin");
      },
      commitTransaction: async (connection) => void (await of(connection).run("commit")),
      // What it threw before says why; a connection that is broken has nothing left to roll back.
      rollbackTransaction: async (connection) => {
        if (!of(connection).isBroken)
          await of(connection)
            .run("rollback")
            .catch(() => {});
      },
      destroy: () => pool.end(),
    }),
  };
}
