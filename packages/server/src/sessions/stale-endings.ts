import type { Person } from "./caller.ts";
import { countInWindow } from "../database/counter.ts";
import { decideStaleEndingAsks, staleEndings } from "../rules/step-up/stale-endings.ts";
import type { Services } from "../services.ts";
import { findLive } from "./sessions.sql.ts";

/** Counts the ending of another session that comes without fresh proof, and says whether it asks for one. */
export function countStaleEnding(services: Services, { account, session }: Person, id: string): Promise<boolean> {
  return services.transact(async ({ tx, now }) => {
    // One's own is a sign-out; what is not there is told as that.
    if (id === session.id || (await findLive(tx, id))?.accountId !== account.id) return false;
    const { count } = await countInWindow(tx, `stale-ending:${account.id}`, staleEndings.windowSeconds, now());
    return decideStaleEndingAsks(count);
  });
}
