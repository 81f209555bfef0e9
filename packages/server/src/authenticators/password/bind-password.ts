import type { Tx } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { insertPassword, markPasswordUnbound } from "./passwords.sql.ts";

/** Gives an account a password, in place of the one it had. The old row stays, with its dates. */
export async function bindPassword(tx: Tx, { newId, now }: Services, accountId: string, hash: string): Promise<void> {
  await markPasswordUnbound(tx, accountId, now());
  await insertPassword(tx, { id: newId("pswd"), accountId, hash, createdAt: now() });
}
