import type { Kysely } from "kysely";
import type { AtOnce } from "../../at-once.ts";
import type { Durability, Tx } from "../database.ts";
import type { Tables } from "../tables.ts";
import { asUnavailable, isBusy, Unavailable } from "../unavailable.ts";
import { lockMilliseconds } from "./sqlite.ts";

type Work = (tx: Tx) => AtOnce<unknown>;

interface Waiting {
  readonly work: Work;
  readonly durability: Durability;
  /** One statement, which fails as a whole by itself. */
  readonly isSingle: boolean;
  readonly since: number;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly result: unknown } | { readonly error: Error };

/** What the group needs of the one connection that writes. */
export interface Writing {
  readonly kysely: Kysely<Tables>;
  /** Runs what has to do with a savepoint. Throws where no transaction is under way any more, which a savepoint would begin anew. */
  savepoint(text: string): void;
  /** For how many milliseconds the next transaction may wait for another process. */
  waitAtMost(milliseconds: number): void;
  /** Brings what is committed to the disk. */
  flush(): Promise<void>;
}

/** How long a transaction waits for those before it. */
const queueMilliseconds = 15_000;
/** After so long a transaction takes in nothing more: whoever only reads waits for it. */
const batchMilliseconds = 4;

/**
 * Works that wait at the same time share a transaction, each in a savepoint of its own: what one does and fails to do stays its own,
 * and what all are promised costs once (docs/decisions/0069). When the transaction itself is lost, each is repeated alone.
 */
export class GroupCommit {
  readonly #writing: Writing;
  #queue: Waiting[] = [];
  #isRunning = false;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  transact<Result>(work: (tx: Tx) => Promise<Result>, durability: Durability): Promise<Result> {
    return this.#add(work, durability, false);
  }

  /** Runs one statement beside the works, with the durability `crash`. */
  note(run: () => void): Promise<void> {
    return this.#add(run, "crash", true);
  }

  #add<Result>(work: Work, durability: Durability, isSingle: boolean): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const settle = (outcome: Outcome): void =>
        "result" in outcome ? resolve(outcome.result as Result) : reject(outcome.error);
      this.#queue.push({ work, durability, isSingle, since: performance.now(), settle });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // What arrives in the same turn is taken in.
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const now = performance.now();
      this.#queue = fail(this.#queue, now - queueMilliseconds, () => new Unavailable("too much waits to be written"));
      // Who has waited for others that waited for the lock in vain does not begin to wait anew.
      this.#writing.waitAtMost(lockMilliseconds - (now - (this.#queue[0]?.since ?? now)));
      await this.#runTogether();
      // Whoever reads, and new work, has a turn.
      if (this.#queue.length > 0) await new Promise(setImmediate);
    }
    this.#isRunning = false;
  }

  async #runTogether(): Promise<void> {
    const taken: Waiting[] = [];
    const outcomes: Outcome[] = [];
    try {
      await this.#writing.kysely.transaction().execute(async (tx) => {
        const until = performance.now() + batchMilliseconds;
        for (let next = this.#queue.shift(); next; next = performance.now() < until ? this.#queue.shift() : undefined) {
          taken.push(next);
          outcomes.push(await (taken.length === 1 ? runFirst(tx, next) : this.#runBeside(tx, next)));
        }
      });
    } catch (thrown) {
      const error = asUnavailable(thrown) as Error;
      if (taken.length === 0) this.#failWhoWaited(error);
      else if (taken.length === 1) taken[0]!.settle({ error });
      else for (const each of taken) await this.#runAlone(each);
      return;
    }
    this.#conclude(taken, outcomes);
  }

  async #runAlone(each: Waiting): Promise<void> {
    try {
      const outcome = await this.#writing.kysely.transaction().execute((tx) => runFirst(tx, each));
      this.#conclude([each], [outcome]);
    } catch (error) {
      each.settle({ error: asUnavailable(error) as Error });
    }
  }

  async #runBeside(tx: Tx, { work, isSingle }: Waiting): Promise<Outcome> {
    const { savepoint } = this.#writing;
    // Where a statement alone fails, nobody sees whether the transaction went with it: all of it is given up.
    if (isSingle) return { result: work(tx) };
    savepoint("savepoint beside");
    try {
      return { result: await work(tx) };
    } catch (error) {
      // Where SQLite has rolled everything back, as on a full disk, this fails too, and with it everybody's transaction.
      savepoint("rollback to beside");
      return { error: error as Error };
    } finally {
      savepoint("release beside");
    }
  }

  #conclude(taken: readonly Waiting[], outcomes: readonly Outcome[]): void {
    const settle = (lasting: boolean, failure?: Outcome): void =>
      taken.forEach((each, at) => {
        const outcome = outcomes[at]!;
        if ((each.durability === "power-cut" && "result" in outcome) === lasting) each.settle(failure ?? outcome);
      });
    settle(false);
    if (!taken.some(({ durability }, at) => durability === "power-cut" && "result" in outcomes[at]!)) return;
    this.#writing.flush().then(
      () => settle(true),
      (error: unknown) => settle(true, { error: asUnavailable(error) as Error }),
    );
  }

  // Who came later than the one whose time is up has time left, and goes on waiting. What is no lock will not go away.
  #failWhoWaited(error: Error): void {
    const isLocked = error instanceof Unavailable && isBusy(error.cause);
    const until = isLocked ? performance.now() - lockMilliseconds : Infinity;
    this.#queue.shift()?.settle({ error });
    this.#queue = fail(this.#queue, until, () => error);
  }
}

// Nothing stands before it that its failure could take along: the transaction itself is given up.
async function runFirst(tx: Tx, { work }: Waiting): Promise<Outcome> {
  return { result: await work(tx) };
}

/** Fails those who wait since then or earlier; they stand in the order they came. Answers the others. */
function fail(queue: Waiting[], until: number, errorOf: () => Error): Waiting[] {
  const left = queue.findIndex(({ since }) => since > until);
  const over = left < 0 ? queue.length : left;
  if (over === 0) return queue;
  for (const { settle } of queue.slice(0, over)) settle({ error: errorOf() });
  return queue.slice(over);
}
