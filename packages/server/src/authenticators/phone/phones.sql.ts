import { type Insertable, type Selectable, sql } from "kysely";
import { isBound } from "../../database/bound.ts";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import { statement } from "../../database/statement.ts";
import { bindPending } from "../second-factors.sql.ts";

export type PhoneRow = Selectable<Tables["phones"]>;

export async function insertPendingPhone(tx: Tx, row: Insertable<Tables["phones"]>): Promise<void> {
  await tx.insertInto("phones").values(row).execute();
}

export function findBoundPhoneByNumber(
  read: Reader,
  accountId: string,
  numberKeys: readonly string[],
): Promise<{ id: string } | undefined> {
  return read
    .selectFrom("phones")
    .select("id")
    .where("accountId", "=", accountId)
    .where("numberKey", "in", numberKeys)
    .where(isBound)
    .executeTakeFirst();
}

// Using a phone writes its code's row only; when that was is read from there until the codes are forgotten.
const usedAt = sql<number | null>`coalesce(
  (select max(text_codes.spent_at) from text_codes where text_codes.phone_id = phones.id), phones.last_used_at)`;

const listBound = statement<{ accountId: string }, PhoneRow>((on, value) =>
  on
    .selectFrom("phones")
    .selectAll()
    .select(usedAt.as("lastUsedAt"))
    .where("accountId", "=", value("accountId"))
    .where(isBound)
    .orderBy("boundAt")
    .orderBy("id"),
);

export function listBoundPhones(read: Reader, accountId: string): Promise<PhoneRow[]> {
  return listBound.all(read, { accountId });
}

/** Binds a pending phone. True exactly once. */
export function consumePendingPhone(
  tx: Tx,
  id: string,
  { now, name }: { now: number; name: string },
): Promise<boolean> {
  return bindPending(tx, "phones", id, { boundAt: now, lastUsedAt: now, name });
}

export async function deletePendingPhone(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("phones").where("id", "=", id).where("boundAt", "is", null).execute();
}

/** Gives a binding whose code was sent again the life of that code. */
export async function extendPendingPhone(tx: Tx, id: string, expiresAt: number): Promise<void> {
  await tx.updateTable("phones").set({ expiresAt }).where("id", "=", id).where("boundAt", "is", null).execute();
}

/** Keeps when phones were last used, before the codes that tell are forgotten: so many, the oldest first. */
export async function keepLastUse(tx: Tx, before: number, most: number): Promise<void> {
  await tx
    .updateTable("phones")
    .set({ lastUsedAt: usedAt })
    .where("id", "in", (from) =>
      from.selectFrom("textCodes").select("phoneId").where("expiresAt", "<", before).orderBy("expiresAt").limit(most),
    )
    .execute();
}

/** Forgets the number of a phone that was unbound. */
export async function eraseNumber(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("phones")
    .set({ sealedNumber: new Uint8Array(), numberKey: "" })
    .where("id", "=", id)
    .where("unboundAt", "is not", null)
    .execute();
}
