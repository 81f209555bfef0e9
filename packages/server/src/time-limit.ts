import { createContext, Script } from "node:vm";

const place = createContext({ work: undefined as unknown });
const run = new Script("work()");

/**
 * Does work that awaits nothing, and gives up after so many milliseconds: undefined then. Patterns are interrupted too. For what
 * reads a stranger's text by somebody else's code, since the event loop waits for it.
 */
export function within<Result>(milliseconds: number, work: () => Result): Result | undefined {
  place.work = work;
  try {
    return run.runInContext(place, { timeout: milliseconds }) as Result;
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    place.work = undefined;
  }
}
