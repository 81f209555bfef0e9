import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type AlertRow = Selectable<Tables["alerts"]>;

/** Puts an alert into the app. Nothing happens when the event has one. */
export async function insertAlert(tx: Tx, row: Insertable<Tables["alerts"]>): Promise<void> {
  await tx
    .insertInto("alerts")
    .values(row)
    .onConflict((conflict) => conflict.column("eventId").doNothing())
    .execute();
}

/** An account's alerts, newest first. */
export function listAlertRows(
  read: Reader,
  { accountId, before, limit }: { accountId: string; before?: string | undefined; limit: number },
): Promise<AlertRow[]> {
  let query = read.selectFrom("alerts").selectAll().where("accountId", "=", accountId);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export async function countUnread(read: Reader, accountId: string): Promise<number> {
  const { unread } = await read
    .selectFrom("alerts")
    .select(({ fn }) => fn.countAll().as("unread"))
    .where("accountId", "=", accountId)
    .where("readAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(unread);
}

/** Marks an account's unread alerts as read: all, or those up to one. */
export async function markRead(tx: Tx, accountId: string, upTo: string | undefined, now: number): Promise<void> {
  let query = tx
    .updateTable("alerts")
    .set({ readAt: now })
    .where("accountId", "=", accountId)
    .where("readAt", "is", null);
  if (upTo !== undefined) query = query.where("id", "<=", upTo);
  await query.execute();
}

/** Notes a mail about an event. False when this recipient has been mailed about it. */
export async function insertAlertMail(tx: Tx, row: Insertable<Tables["alertMails"]>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("alertMails")
    .values(row)
    .onConflict((conflict) => conflict.columns(["eventId", "recipient"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setMailId(tx: Tx, eventId: string, recipient: string, mailId: string): Promise<void> {
  await tx
    .updateTable("alertMails")
    .set({ mailId })
    .where("eventId", "=", eventId)
    .where("recipient", "=", recipient)
    .execute();
}

/** The last mail of a category to a recipient. */
export async function findLastMail(
  read: Reader,
  { accountId, category, recipient }: { accountId: string; category: string; recipient: string },
): Promise<string | undefined> {
  const row = await read
    .selectFrom("alertMails")
    .select("mailId")
    .where("accountId", "=", accountId)
    .where("category", "=", category)
    .where("recipient", "=", recipient)
    .orderBy("at", "desc")
    .orderBy("mailId", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.mailId;
}

/** When an account was last told of a category, in the app or by mail. */
export async function findLastToldAt(read: Reader, accountId: string, category: string): Promise<number | null> {
  const shown = await read
    .selectFrom("alerts")
    .select("createdAt as at")
    .where("accountId", "=", accountId)
    .where("category", "=", category)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  const mailed = await read
    .selectFrom("alertMails")
    .select("at")
    .where("accountId", "=", accountId)
    .where("category", "=", category)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return shown || mailed ? Math.max(shown?.at ?? 0, mailed?.at ?? 0) : null;
}

export async function deleteAlertsBefore(tx: Tx, before: number, most: number): Promise<number> {
  const shown = await deleteOldest(tx, "alerts", { key: ["id"], at: "createdAt", before, most });
  const mailed = { key: ["eventId", "recipient"], at: "at", before, most: most - shown } as const;
  return shown + (await deleteOldest(tx, "alertMails", mailed));
}
