import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type FormerAddressRow = Selectable<Tables["formerAddresses"]>;

export async function insertFormer(tx: Tx, row: Insertable<Tables["formerAddresses"]>): Promise<void> {
  await tx.insertInto("formerAddresses").values(row).execute();
}

/** Forgets that an account has left an address. */
export async function deleteFormer(tx: Tx, accountId: string, emailKey: string): Promise<void> {
  await tx.deleteFrom("formerAddresses").where("accountId", "=", accountId).where("emailKey", "=", emailKey).execute();
}

/** Notes that an account went back behind the addresses it has left at this instant or later. */
export async function markReturned(tx: Tx, accountId: string, leftAt: number, returnedAt: number): Promise<void> {
  await tx
    .updateTable("formerAddresses")
    .set({ returnedAt })
    .where("accountId", "=", accountId)
    .where("leftAt", ">=", leftAt)
    .execute();
}

/** Forgets the addresses an account has left at this instant or later. */
export async function deleteFormerSince(tx: Tx, accountId: string, leftAt: number): Promise<void> {
  await tx.deleteFrom("formerAddresses").where("accountId", "=", accountId).where("leftAt", ">=", leftAt).execute();
}

/** The addresses an account has left after this, the last one first. */
export function listFormer(read: Reader, accountId: string, after: number): Promise<FormerAddressRow[]> {
  return read
    .selectFrom("formerAddresses")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("leftAt", ">", after)
    .orderBy("leftAt", "desc")
    .orderBy("id", "desc")
    .execute();
}

export function deleteFormerBefore(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "formerAddresses", { key: ["id"], at: "leftAt", before, most });
}
