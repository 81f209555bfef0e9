import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import type { MailId } from "../../delivery/outbox.ts";

export type AlertCopiesRow = Selectable<Tables["alertCopies"]>;

export function findCopiesRow(read: Reader, organizationId: string): Promise<AlertCopiesRow | undefined> {
  return read.selectFrom("alertCopies").selectAll().where("organizationId", "=", organizationId).executeTakeFirst();
}

/** Notes an address that may have copies at once. */
export function putConfirmed(tx: Tx, row: AlertCopiesRow & { readonly confirmedAt: number }): Promise<void> {
  return put(tx, row);
}

/** Notes an address that is asked first: an earlier link stops working, for this one was mailed. */
export function putAsked(tx: Tx, row: AlertCopiesRow & { readonly tokenHash: Uint8Array }, _by: MailId): Promise<void> {
  return put(tx, row);
}

async function put(tx: Tx, row: AlertCopiesRow): Promise<void> {
  const { organizationId: _, ...rest } = row;
  await tx
    .insertInto("alertCopies")
    .values(row)
    .onConflict((conflict) => conflict.column("organizationId").doUpdateSet(rest))
    .execute();
}

export async function deleteCopies(tx: Tx, organizationId: string): Promise<void> {
  await tx.deleteFrom("alertCopies").where("organizationId", "=", organizationId).execute();
}

/** The organization a link that still works was mailed for. */
export function findAsked(read: Reader, tokenHash: Uint8Array, now: number): Promise<AlertCopiesRow | undefined> {
  return read
    .selectFrom("alertCopies")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("confirmedAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
}

/** Uses a link up. Answers what it was for to exactly one caller. */
export function consumeAsked(tx: Tx, tokenHash: Uint8Array, now: number): Promise<AlertCopiesRow | undefined> {
  return tx
    .updateTable("alertCopies")
    .set({ confirmedAt: now, tokenHash: null })
    .where("tokenHash", "=", tokenHash)
    .where("confirmedAt", "is", null)
    .where("expiresAt", ">", now)
    .returningAll()
    .executeTakeFirst();
}
