import type { Tx } from "./database.ts";

/**
 * Holds an account until the transaction ends. Whatever changes who can get in takes it first, so that a sign-in with
 * the old password and the change of that password happen one after the other, on every server.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.updateTable("accounts").set({ id: accountId }).where("id", "=", accountId).execute();
}
