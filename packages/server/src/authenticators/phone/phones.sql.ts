import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { statement } from "../../database/statement.ts";

export type PhoneRow = Selectable<Tables["phones"]>;

export async function insertPendingPhone(tx: Tx, row: Insertable<Tables["phones"]>): Promise<void> {
  await tx.insertInto("phones").values(row).execute();
}

export function findUnboundPhone(read: Reader, id: string, accountId: string): Promise<PhoneRow | undefined> {
  return read
    .selectFrom("phones")
    .selectAll()
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("unboundAt", "is", null)
    .executeTakeFirst();
}

const listBound = statement<{ accountId: string }, PhoneRow>((on, value) =>
  on
    .selectFrom("phones")
    .selectAll()
    .where("accountId", "=", value("accountId"))
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .orderBy("boundAt")
    .orderBy("id"),
);

export function listBoundPhones(read: Reader, accountId: string): Promise<PhoneRow[]> {
  return listBound.all(read, { accountId });
}

/** Binds a pending phone. True exactly once. */
export async function consumePendingPhone(
  tx: Tx,
  id: string,
  { now, name }: { now: number; name: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("phones")
    .set({ boundAt: now, lastUsedAt: now, name })
    .where("id", "=", id)
    .where("boundAt", "is", null)
    .where("unboundAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function setPhoneName(tx: Tx, id: string, accountId: string, name: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("phones")
    .set({ name })
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Unbinds one phone of an account. Answers it as it was, or undefined. */
export function markPhoneUnbound(tx: Tx, id: string, accountId: string, now: number): Promise<PhoneRow | undefined> {
  return tx
    .updateTable("phones")
    .set({ unboundAt: now })
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .where("boundAt", "is not", null)
    .where("unboundAt", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** Forgets bindings that were begun and never completed. */
export async function deleteStalePendingPhones(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("phones").where("boundAt", "is", null).where("expiresAt", "<", before).execute();
}
