import type { Work } from "../../services.ts";
import type { Ending } from "../../sessions/end-sessions.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import { insertPassword, markPasswordUnbound } from "./passwords.sql.ts";

/** Takes an account's password away, and what it proved with it. The row stays, with its dates. */
export async function unbindPassword(work: Work, by: Omit<Ending, "reason">): Promise<void> {
  await voidProofs(work, by, await markPasswordUnbound(work.tx, by.accountId, work.now()));
}

/**
 * Gives an account a password, in place of the one it had. The old row stays, with its dates. Answers its id. Whoever calls
 * this for an account that had one ends the sessions, but for the one in which the new password was just proven.
 */
export async function bindPassword({ tx, newId, now }: Work, accountId: string, hash: string): Promise<string> {
  await markPasswordUnbound(tx, accountId, now());
  const id = newId("pswd");
  await insertPassword(tx, { id, accountId, hash, createdAt: now() });
  return id;
}
