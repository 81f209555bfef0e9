import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { randomToken, systemRandom } from "../../crypto/random.ts";
import { isStatementNotKept } from "../statement-names.ts";

/**
 * Whether a connection is our own from its first statement to its last, or a pooler lends us one of its connections for each
 * transaction; and whether it finds statements again by the names we gave them.
 */
export type Pooling = "own" | "shared" | "shared-without-names";

/** A pooler that keeps no transaction together, on which nothing of ours would be whole. */
export class NoTransactions extends Error {
  constructor(cause: unknown) {
    super(
      "the pooler before PostgreSQL keeps no transaction together (pool_mode = statement). Let it pool by transaction or by session",
      { cause },
    );
    this.name = "NoTransactions";
  }
}

/** Rounds until a pooler with many busy connections is known for what it is. */
const mostRounds = 8;
/** Whoever waits longer for a connection waits for the one that the other client holds. */
const patienceMilliseconds = 250;

interface Client extends pg.Client {
  /** What PostgreSQL, or the pooler in its place, said of the connection at its start. */
  readonly processID: number | null;
}

/**
 * Finds out with two connections: what both are lent, or one gets another of from one transaction to the next, is not their own.
 * Behind most poolers one round tells; where the process at the other end is the one that greeted us, there is hardly a pooler.
 */
export async function findPooling(connect: () => Promise<pg.Client>): Promise<Pooling> {
  const first = (await connect()) as Client;
  try {
    const second = await connect();
    try {
      const rounds = (await askProcess(first)) === first.processID ? 1 : mostRounds;
      for (let round = 0; round < rounds; round++) {
        const found = await playRound(first, second);
        if (found) return found;
      }
      return "own";
    } finally {
      await second.end();
    }
  } finally {
    await first.end();
  }
}

// The name is new in each round: what a round left behind on some connection tells the next nothing.
async function playRound(first: pg.Client, second: pg.Client): Promise<Pooling | undefined> {
  const name = `mortise-${randomToken(systemRandom)}`;
  try {
    const before = await askProcess(first, name);
    await begin(second);
    try {
      // On the same connection it is there already, unless the pooler tells our clients' names apart.
      if ((await askProcess(second, name)) === before) return "shared";
      const again = askProcess(first, name);
      again.catch(() => undefined);
      // Where there is but one connection, it is free when the second lets it go.
      await Promise.race([again.catch(() => undefined), wait(patienceMilliseconds, undefined, { ref: false })]);
      await second.query("rollback");
      return (await again) === before ? undefined : "shared";
    } finally {
      await second.query("rollback");
    }
  } catch (error) {
    if (isStatementNotKept(error)) return "shared-without-names";
    throw error;
  }
}

async function begin(client: pg.Client): Promise<void> {
  await client.query("begin").catch((error: unknown) => {
    throw /statement pooling/.test((error as Error).message) ? new NoTransactions(error) : error;
  });
}

async function askProcess(client: pg.Client, name?: string): Promise<number> {
  const text = "select pg_backend_pid() as process";
  const { rows } = await client.query<{ process: number }>({ text, ...(name && { name }) });
  return rows[0]!.process;
}
