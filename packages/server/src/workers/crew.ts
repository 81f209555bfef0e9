import cluster, { type Worker } from "node:cluster";
import { stopSeconds } from "../serve.ts";
import type { Log } from "../services.ts";
import { createGathering } from "./exchange.ts";
import { type FromWorker, numberVariable, type ToWorker } from "./messages.ts";
import { createRestarts } from "./restarts.ts";

/** The workers of a server: as many as were started, one of which seals and sends, for as long as nobody says stop. */
export class Crew {
  readonly #log: Log;
  readonly #started = new Set<Worker>();
  readonly #ready = new Set<Worker>();
  readonly #restarts = createRestarts();
  readonly #gathering = createGathering(() => [...this.#ready], tell);
  /** Who seals, sends and tidies up. */
  #working: Worker | undefined;
  #isStopping = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Starts a worker. Resolves once it answers, or the one that took its place. */
  start(number: number): Promise<void> {
    return new Promise((resolve) => this.#fork(number, resolve));
  }

  #fork(number: number, onReady: () => void): void {
    const worker = cluster.fork({ [numberVariable]: String(number) });
    this.#started.add(worker);
    worker.once("exit", (code, signal: string | null) => {
      const wait = this.#gone(worker, number, signal ?? String(code));
      if (wait !== null) setTimeout(() => void (this.#isStopping || this.#fork(number, onReady)), wait);
    });
    worker.on("message", (message: FromWorker) => {
      if (message.say === "ready") {
        this.#ready.add(worker);
        this.#choose();
        onReady();
      } else this.#hear(worker, message);
    });
  }

  /** Ends all of them, and this process with them: in order, as far as they end in time. */
  stop(code: number): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    process.exitCode ??= code;
    if (this.#started.size === 0) process.exit();
    for (const worker of this.#started) worker.process.kill("SIGTERM");
    setTimeout(() => {
      for (const worker of this.#started) worker.process.kill("SIGKILL");
      process.exit();
    }, stopSeconds * 1000).unref();
  }

  #choose(): void {
    if (this.#working || this.#isStopping) return;
    [this.#working] = this.#ready;
    if (this.#working) tell(this.#working, { say: "work" });
  }

  #hear(from: Worker, message: FromWorker): void {
    if (message.say === "to-send" && this.#working) tell(this.#working, { say: "send" });
    if (message.say === "gather") this.#gathering.gather(from, message.request);
    if (message.say === "my-count") this.#gathering.take(message.request, message.count);
  }

  /** Answers in how many milliseconds another takes its place; null when none does. */
  #gone(worker: Worker, number: number, how: string): number | null {
    const wasReady = this.#ready.delete(worker);
    this.#started.delete(worker);
    if (this.#working === worker) this.#working = undefined;
    if (this.#isStopping) {
      if (this.#started.size === 0) process.exit();
      return null;
    }
    // What keeps one from starting at first keeps all: it has said what.
    const isHopeless = !wasReady && this.#restarts.count === 0;
    const wait = isHopeless ? null : this.#restarts.next(performance.now());
    this.#log.error({ worker: number, how, againInMilliseconds: wait }, "a worker is gone");
    if (wait === null) this.stop(1);
    else this.#choose();
    return wait;
  }
}

function tell(to: Worker, message: ToWorker): void {
  if (to.isConnected()) to.send(message);
}
