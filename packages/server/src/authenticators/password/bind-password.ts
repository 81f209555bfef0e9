import type { Work } from "../../services.ts";
import { liftLock } from "../try-budgets.ts";
import { insertPassword, markPasswordUnbound } from "./passwords.sql.ts";

/** Takes an account's password away. The row stays, with its dates. */
export function unbindPassword({ tx, now }: Work, accountId: string): Promise<void> {
  return markPasswordUnbound(tx, accountId, now());
}

/**
 * Gives an account a password, in place of the one it had. The old row stays, with its dates. What was guessed at the old one is
 * not held against it. Answers its id.
 */
export async function bindPassword(work: Work, accountId: string, hash: string): Promise<string> {
  const { tx, newId, now } = work;
  await markPasswordUnbound(tx, accountId, now());
  await liftLock(work, accountId, "password");
  const id = newId("pswd");
  await insertPassword(tx, { id, accountId, hash, createdAt: now() });
  return id;
}
