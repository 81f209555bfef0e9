import type { Work } from "../../services.ts";
import { insertPassword, markPasswordUnbound } from "./passwords.sql.ts";

/** Takes an account's password away. The row stays, with its dates. */
export function unbindPassword({ tx, now }: Work, accountId: string): Promise<void> {
  return markPasswordUnbound(tx, accountId, now());
}

/** Gives an account a password, in place of the one it had. The old row stays, with its dates. Answers its id. */
export async function bindPassword({ tx, newId, now }: Work, accountId: string, hash: string): Promise<string> {
  await markPasswordUnbound(tx, accountId, now());
  const id = newId("pswd");
  await insertPassword(tx, { id, accountId, hash, createdAt: now() });
  return id;
}
