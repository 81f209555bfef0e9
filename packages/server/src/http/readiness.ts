import { countInWindow } from "../database/counter.ts";
import { isMigrated } from "../database/migrate.ts";
import { takeRoom } from "../database/usable.ts";
import type { Services } from "../services.ts";

/** Who asks whether it is ready does not wait longer. */
const waitMilliseconds = 4000;
/** Anybody may ask, as often as they like: for so long the last answer stands. */
const keptMilliseconds = 500;

/** Answers whether the server can do its work: its database has every table, and can be read, written and added to. */
export function createReadiness({ database, transact, random, now, log }: Services): () => Promise<boolean> {
  let last: Promise<boolean> | undefined;
  const look = async (): Promise<boolean> => {
    if (!(await isMigrated(database))) return false;
    // As every request is counted; and as what it makes is kept.
    await transact(async ({ tx }) => {
      await countInWindow(tx, "readiness", 60, now());
      await takeRoom(tx, random);
    }, "crash");
    return true;
  };
  const ask = async (): Promise<boolean> => {
    const asked = look().catch((error: unknown) => {
      log.warn({ reason: (error as Error).message }, "not ready");
      return false;
    });
    const isReady = await Promise.race([asked, after(waitMilliseconds)]);
    setTimeout(() => (last = undefined), keptMilliseconds).unref();
    return isReady;
  };
  return () => (last ??= ask());
}

function after(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds).unref());
}
