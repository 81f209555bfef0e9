import type { Tx } from "./database.ts";
import { statement } from "./statement.ts";

// Not the id: touching a key that others refer to makes SQLite search all of them.
const lock = statement<{ id: string }>((on, value) =>
  on
    .updateTable("accounts")
    .set(({ ref }) => ({ createdAt: ref("createdAt") }))
    .where("id", "=", value("id")),
);

/**
 * Holds an account until the transaction ends. Whatever changes who can get in takes it first, so that a sign-in with
 * the old password and the change of that password happen one after the other, on every server.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await lock.run(tx, { id: accountId });
}
