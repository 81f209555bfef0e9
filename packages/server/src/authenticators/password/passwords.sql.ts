import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";

export type PasswordRow = Selectable<Tables["passwords"]>;

export function findBoundPassword(read: Reader, accountId: string): Promise<PasswordRow | undefined> {
  return read
    .selectFrom("passwords")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .executeTakeFirst();
}

export async function insertPassword(tx: Tx, password: Insertable<Tables["passwords"]>): Promise<void> {
  await tx.insertInto("passwords").values(password).execute();
}

/** Uses a password that is still bound, and renews its hash when one is given. False when it was changed meanwhile. */
export async function spendPassword(tx: Tx, id: string, now: number, newHash: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("passwords")
    .set({ lastUsedAt: now, ...(newHash !== null && { hash: newHash }) })
    .where("id", "=", id)
    .where("unboundAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function markPasswordUnbound(tx: Tx, accountId: string, now: number): Promise<void> {
  await tx
    .updateTable("passwords")
    .set({ unboundAt: now })
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .execute();
}
