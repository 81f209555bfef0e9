import { hash, verify } from "@node-rs/argon2";

/** What one Argon2id hash costs: KiB of memory, passes over it, lanes. */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** As OWASP advises for interactive use: 19 MiB, two passes, one lane. */
export const passwordCost: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Answered instead of a result when too many hashes already wait. */
export const busy = Symbol("password hashing is busy");

/** Hashes passwords off the main thread, so many at once and no more. */
export interface PasswordHasher {
  hash(password: string): Promise<string | typeof busy>;
  /** Compares with a stored hash; with `undefined` it does the same work against a hash no password has. */
  verify(stored: string | undefined, password: string): Promise<boolean | typeof busy>;
  /** Whether a stored hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean;
  /** For how long those who wait now will take, in milliseconds, as far as the last hashes tell. */
  readonly clearsIn: number;
  /** Hashes computed so far, for metrics and for tests that count work. */
  readonly computed: number;
}

export interface HasherOptions {
  readonly concurrency: number;
  readonly queueLimit: number;
  readonly cost?: PasswordCost | undefined;
}

/**
 * At most `concurrency` hashes run at once and at most `queueLimit` wait: each takes 19 MiB, so an unbounded
 * login storm would exhaust memory.
 */
export function createPasswordHasher({ concurrency, queueLimit, cost = passwordCost }: HasherOptions): PasswordHasher {
  // Argon2id, in the library's numbers.
  const parameters = { ...cost, algorithm: 2 } as const;
  const currentPrefix = prefixOf(cost);
  const unmatchable = unmatchableOf(currentPrefix);
  const line = new Line(concurrency, queueLimit);
  return {
    hash: (password) => line.run(() => hash(password, parameters)),
    verify: (stored, password) =>
      line.run(async () => (await verify(stored ?? unmatchable, password)) && stored !== undefined),
    isOutdated: (stored) => !stored.startsWith(currentPrefix),
    get clearsIn() {
      return line.clearsIn;
    },
    get computed() {
      return line.begun;
    },
  };
}

/** So many at once, in the order they came. */
class Line {
  begun = 0;
  readonly #concurrency: number;
  readonly #queueLimit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  // What one takes, smoothed: the machine may have other work.
  #milliseconds = 30;

  constructor(concurrency: number, queueLimit: number) {
    this.#concurrency = concurrency;
    this.#queueLimit = queueLimit;
  }

  get clearsIn(): number {
    return Math.ceil((this.#waiting.length + this.#running) / this.#concurrency) * Math.ceil(this.#milliseconds);
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result | typeof busy> {
    if (this.#running >= this.#concurrency) {
      if (this.#waiting.length >= this.#queueLimit) return busy;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    const since = performance.now();
    try {
      this.begun++;
      return await work();
    } finally {
      this.#milliseconds += (performance.now() - since - this.#milliseconds) / 8;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

function prefixOf({ memoryCost, timeCost, parallelism }: PasswordCost): string {
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`;
}

// A well-formed hash whose 32 output bytes are all zero: verifying against it costs the same and never succeeds in practice.
function unmatchableOf(prefix: string): string {
  return `${prefix}bW9ydGlzZS1ub2JvZHktaGFz$${"A".repeat(43)}`;
}
