import type { Ender } from "../services.ts";
import { tableOf, voidPending } from "./second-factors.sql.ts";

/** Ends what was begun to be bound to an account and is not complete. */
export const endPendingBindings: Ender<"pendingBindings"> = async ({ tx, now }, { accountId }, { keeps }) => {
  const exceptSessionId = keeps?.sessionId ?? null;
  let ended = 0;
  for (const table of Object.values(tableOf)) {
    // A passkey's challenge names the session that asked: one begun elsewhere is dead with the session that began it.
    if (table === "passkeys" && exceptSessionId !== null) continue;
    ended += await voidPending(tx, table, { accountId, exceptSessionId, now: now() });
  }
  return ended;
};
