import { type Insertable, type Selectable, sql } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { usableOnce } from "../../database/single-use.ts";
import { statement } from "../../database/statement.ts";
import { deleteOldest } from "../../database/sweep.ts";
import type { Tables } from "../../database/tables.ts";

export type TextCodeRow = Selectable<Tables["textCodes"]>;

const { isUnspent, isUnspentAt } = usableOnce("spentAt", "replacedAt");

export async function insertTextCode(tx: Tx, row: Insertable<Tables["textCodes"]>): Promise<void> {
  await tx.insertInto("textCodes").values(row).execute();
}

/** Puts the codes sent earlier for an attempt or binding out of use. */
export async function replaceTextCodes(tx: Tx, subjectId: string, now: number): Promise<void> {
  await tx
    .updateTable("textCodes")
    .set({ replacedAt: now })
    .where("subjectId", "=", subjectId)
    .where(isUnspent)
    .execute();
}

const find = statement<{ subjectId: string; now: number }, TextCodeRow>((on, value) =>
  on
    .selectFrom("textCodes")
    .selectAll()
    .where("subjectId", "=", value("subjectId"))
    .where(isUnspentAt(value("now"))),
);

/** The code in use for an attempt or binding. */
export function findTextCode(read: Reader, subjectId: string, now: number): Promise<TextCodeRow | undefined> {
  return find.first(read, { subjectId, now });
}

const takeTry = statement<{ subjectId: string; limit: number; now: number }, TextCodeRow>((on, value) =>
  on
    .updateTable("textCodes")
    .set({ tries: sql`tries + 1` })
    .where("subjectId", "=", value("subjectId"))
    .where(isUnspentAt(value("now")))
    .where("tries", "<", value("limit"))
    .returningAll(),
);

/** Counts a try of the code in use before it is judged. Undefined when there is none, or it has no tries left. */
export function takeTextCodeTry(
  tx: Tx,
  subjectId: string,
  limit: number,
  now: number,
): Promise<TextCodeRow | undefined> {
  return takeTry.first(tx, { subjectId, limit, now });
}

const spend = statement<{ id: string; now: number }>((on, value) =>
  on
    .updateTable("textCodes")
    .set({ spentAt: value("now") })
    .where("id", "=", value("id"))
    .where(isUnspentAt(value("now")))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("phones")
          .select("phones.id")
          .whereRef("phones.id", "=", "textCodes.phoneId")
          .where("phones.unboundAt", "is", null),
      ),
    ),
);

/** Spends a code. True exactly once, and never after its phone was unbound. */
export async function spendTextCode(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await spend.run(tx, { id, now })) === 1n;
}

/** What was sent to a number, or for an account, since then. */
export function listSent(
  tx: Tx,
  { numberKeys, accountId, since }: { numberKeys: readonly string[]; accountId: string; since: number },
): Promise<Pick<TextCodeRow, "accountId" | "numberKey" | "subjectId" | "phoneId" | "createdAt">[]> {
  return tx
    .selectFrom("textCodes")
    .select(["accountId", "numberKey", "subjectId", "phoneId", "createdAt"])
    .where((or) => or.or([or("numberKey", "in", numberKeys), or("accountId", "=", accountId)]))
    .where("createdAt", ">", since)
    .execute();
}

export function deleteOldTextCodes(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "textCodes", { key: ["id"], at: "expiresAt", before, most });
}
