import pg from "pg";
import { createLink, type Link } from "./link.ts";
import { createReads, type Reads } from "./reads.ts";

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("A 64-bit integer from the database does not fit a number.");
  return value;
});

/** How a server speaks to PostgreSQL. */
export interface PostgresOptions {
  /** Connections at most. */
  readonly poolSize: number;
  readonly nameStatements: boolean;
  /** How long a statement may take, and a connection to be made. Null, for migrations: as long as they take. */
  readonly timeoutSeconds: number | null;
  /** Hears, once, that statements go without the names they should have, and why. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** PostgreSQL as a server reaches it. */
export interface Postgres {
  readonly link: Link;
  readonly pool: pg.Pool;
  readonly reads: Reads;
  /** What begins a transaction. */
  beginning(): string;
  end(): Promise<void>;
}

/** A lock that somebody holds longer is not waited for. */
const lockMilliseconds = 4000;
const connectMilliseconds = 5000;
/** How much later than the server our own clock ends what takes too long. */
const graceMilliseconds = 1000;

/**
 * A pool of connections, and one for reads. Errors of idle connections are left to the next query, which gets a fresh one. The
 * server ends what takes too long; where it does not answer at all, we do, a little later.
 */
export function openPostgres(url: string, { poolSize, timeoutSeconds, ...naming }: PostgresOptions): Postgres {
  const milliseconds = timeoutSeconds === null ? null : timeoutSeconds * 1000;
  const limits = milliseconds === null ? [] : limitsOf(milliseconds);
  const base = {
    connectionString: url,
    application_name: "mortise",
    connectionTimeoutMillis: Math.min(milliseconds ?? Infinity, connectMilliseconds),
    keepAlive: true,
  };
  const ownClock = milliseconds === null ? null : milliseconds + graceMilliseconds;
  const clocked = { ...base, ...(ownClock !== null && { query_timeout: ownClock }) };
  const link = createLink({ ...naming, connect: () => connect(clocked) });
  // By a statement and not as a parameter of the connection, which poolers refuse. On a connection that is lent it would hold for
  // whoever is lent it next: there each transaction brings its own, and for what runs outside of one only our own clock counts.
  const setOwn = limits.map((limit) => `set ${limit}`).join("; ");
  const isLimited = (): boolean => limits.length > 0 && link.isOwn();
  const pool = new pg.Pool({
    ...clocked,
    // One is for reads.
    max: Math.max(1, poolSize - 1),
    verify: (client, done) => (isLimited() ? client.query(setOwn, done) : done()),
  });
  pool.on("error", () => {});
  pool.on("connect", outliveErrors);
  const connectReader = async (): Promise<pg.Client> => {
    const client = await connect({ ...base, pipeline: true });
    if (isLimited()) await client.query(setOwn);
    return client;
  };
  const reads = createReads({ link, pool, connect: poolSize > 1 ? connectReader : undefined, milliseconds: ownClock });
  return {
    link,
    pool,
    reads,
    beginning: () => (link.isOwn() ? "begin" : ["begin", ...limits.map((limit) => `set local ${limit}`)].join("; ")),
    end: async () => void (await Promise.all([reads.end(), pool.end()])),
  };
}

function limitsOf(milliseconds: number): readonly string[] {
  return [
    `statement_timeout = ${milliseconds}`,
    `lock_timeout = ${Math.min(lockMilliseconds, milliseconds)}`,
    `idle_in_transaction_session_timeout = ${3 * milliseconds}`,
  ];
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  outliveErrors(client);
  await client.connect();
  return client;
}

// A connection that breaks while in use fails its query; without a listener it would end the process as well.
function outliveErrors(client: pg.ClientBase): void {
  client.on("error", () => {});
}
