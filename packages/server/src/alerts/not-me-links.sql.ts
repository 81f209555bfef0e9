import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { spend, usableOnce } from "../database/single-use.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type NotMeLinkRow = Selectable<Tables["notMeLinks"]>;

const { isUnspent, isUnspentAt } = usableOnce("usedAt");

export async function insertLink(tx: Tx, row: Insertable<Tables["notMeLinks"]>): Promise<void> {
  await tx.insertInto("notMeLinks").values(row).execute();
}

export function findUnused(read: Reader, tokenHash: Uint8Array, now: number): Promise<NotMeLinkRow | undefined> {
  return read
    .selectFrom("notMeLinks")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where(isUnspentAt(now))
    .executeTakeFirst();
}

/** Spends a link. True exactly once. */
export function spendLink(tx: Tx, id: string, now: number): Promise<boolean> {
  return spend(tx.updateTable("notMeLinks").set({ usedAt: now }).where("id", "=", id).where(isUnspentAt(now)));
}

/** Ends an account's other links: those sent to this mailbox, or all that were sent anywhere else. */
export async function voidLinks(
  tx: Tx,
  { accountId, recipient, which }: { accountId: string; recipient: string; which: "to-it" | "elsewhere" },
  now: number,
): Promise<void> {
  await tx
    .updateTable("notMeLinks")
    .set({ usedAt: now })
    .where("accountId", "=", accountId)
    .where("recipient", which === "to-it" ? "=" : "<>", recipient)
    .where(isUnspent)
    .execute();
}

export function deleteLinksBefore(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "notMeLinks", { key: ["id"], at: "expiresAt", before, most });
}
