import { type FileHandle, open } from "node:fs/promises";

/** Brings a SQLite write-ahead log to the disk without holding up the thread that answers requests. */
export interface WalFlush {
  /** Resolves when everything written to the log before the call is on the disk. Calls at one time share a flush. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * SQLite's `synchronous=FULL` is one fsync of the log at each commit, made on the calling thread. Here commits run with
 * `NORMAL`, and the same fsync is awaited before anything is answered (docs/decisions/0011).
 */
export function createWalFlush(databaseFile: string): WalFlush {
  let handle: Promise<FileHandle> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const sync = async (): Promise<void> => {
    // Opened for writing because some systems flush only such a file; SQLite keeps the log while the database is open.
    handle ??= open(`${databaseFile}-wal`, "r+").catch((error: unknown) => {
      handle = undefined;
      throw error;
    });
    await (await handle).datasync();
  };
  const start = (): Promise<void> => {
    running = sync().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    flush() {
      if (!running) return start();
      // The one under way may have begun before this caller's commit: it needs the next.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return start();
        });
      return next;
    },
    async close() {
      await (await handle?.catch(() => undefined))?.close();
    },
  };
}
