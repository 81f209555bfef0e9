import type { Work } from "../../services.ts";
import type { Ending } from "../../sessions/end-sessions.ts";
import { voidProofs } from "../../sessions/void-proofs.ts";
import { liftLock } from "../try-budgets.ts";
import { insertPassword, markPasswordUnbound } from "./passwords.sql.ts";

/** Takes an account's password away, and what it proved with it. The row stays, with its dates. */
export async function unbindPassword(work: Work, by: Omit<Ending, "reason">): Promise<void> {
  await voidProofs(work, by, await markPasswordUnbound(work.tx, by.accountId, work.now()));
}

/**
 * Gives an account a password, in place of the one it had. The old row stays, with its dates. What was guessed at the old one is
 * not held against it. Answers its id. Whoever calls this for an account that had one ends the sessions, but for the one in which
 * the new password was just proven.
 */
export async function bindPassword(work: Work, accountId: string, hash: string): Promise<string> {
  const { tx, newId, now } = work;
  await markPasswordUnbound(tx, accountId, now());
  await liftLock(work, accountId, "password");
  const id = newId("pswd");
  await insertPassword(tx, { id, accountId, hash, createdAt: now() });
  return id;
}
