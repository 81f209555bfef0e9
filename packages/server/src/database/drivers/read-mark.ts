import { statSync } from "node:fs";
import type { SqliteConnection, SqliteStatement } from "../dialects.ts";

const everyMilliseconds = 20;
/** So many reads with nothing written between them pay for it. */
const fewest = 16;
/** Twice what SQLite lets a log grow to before it writes it back. Behind a held place it could not begin it anew. */
const mostLogBytes = 8 * 1024 * 1024;

/**
 * Holds a place in SQLite's log while much is read and nothing written. Every read locks its place there, which the system is asked
 * for twice; what a connection beside it in the same process holds already is only counted. It lets go before anything is written,
 * goes to the newest state soon after, and fifty times a second for what others write; it holds nothing while little is asked.
 */
export class ReadMark {
  readonly #connection: SqliteConnection;
  readonly #logFile: string;
  readonly #run: (text: "begin" | "commit") => void;
  readonly #look: SqliteStatement;
  #reads = 0;
  #readsSinceWrite = 0;
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: SqliteConnection, logFile: string) {
    this.#connection = connection;
    this.#logFile = logFile;
    // It reads one page, of which nobody needs to keep anything.
    connection.exec("pragma mmap_size = 0; pragma cache_size = 4");
    const statements = { begin: connection.prepare("begin"), commit: connection.prepare("commit") };
    this.#run = (text) => void statements[text].run();
    this.#look = connection.prepare("select count(*) from sqlite_schema where rowid = 1");
  }

  /** Something is read now. */
  noteRead(): void {
    this.#reads++;
    this.#timer ??= setInterval(() => this.#renew(), everyMilliseconds).unref();
    if (!this.#isHeld && ++this.#readsSinceWrite === fewest) this.#take();
  }

  /** A write begins or has ended: the log may then be begun anew, which whoever holds a place in it forbids, and what is held is old. */
  release(): void {
    this.#readsSinceWrite = 0;
    this.#letGo();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#letGo();
    this.#connection.close();
  }

  #renew(): void {
    this.#letGo();
    if (this.#reads < fewest) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#readsSinceWrite >= fewest) this.#take();
    this.#reads = 0;
  }

  #take(): void {
    if (sizeOf(this.#logFile) > mostLogBytes) return;
    this.#run("begin");
    this.#isHeld = true;
    try {
      this.#look.get();
    } catch {
      // Another process holds everything up: whoever reads will hear of it.
      this.#letGo();
    }
  }

  #letGo(): void {
    if (this.#isHeld) this.#run("commit");
    this.#isHeld = false;
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    // None is written yet, or it cannot be looked at: it then holds nothing up either.
    return 0;
  }
}
