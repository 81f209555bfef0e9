import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";

export type OwnKeyRow = Selectable<Tables["connectionKeys"]>;

export async function insertOwnKey(tx: Tx, row: OwnKeyRow): Promise<void> {
  await tx.insertInto("connectionKeys").values(row).execute();
}

/** Our keys of a connection that count now, the newest first. */
export function listCountingKeyRows(read: Reader, connectionId: string, now: number): Promise<OwnKeyRow[]> {
  return read
    .selectFrom("connectionKeys")
    .selectAll()
    .where("connectionId", "=", connectionId)
    .where("retiredAt", "is", null)
    .where(({ eb, or }) => or([eb("retiresAt", "is", null), eb("retiresAt", ">", now)]))
    .orderBy("id", "desc")
    .execute();
}

/** Retires keys whose time is over. */
export async function retireKeys(tx: Tx, now: number, most: number): Promise<number> {
  const due = tx
    .selectFrom("connectionKeys")
    .select("id")
    .where("retiresAt", "<=", now)
    .where("retiredAt", "is", null)
    .limit(most);
  const { numUpdatedRows } = await tx
    .updateTable("connectionKeys")
    .set({ retiredAt: now })
    .where("id", "in", due)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function setRetires(tx: Tx, connectionId: string, exceptId: string, retiresAt: number): Promise<void> {
  await tx
    .updateTable("connectionKeys")
    .set({ retiresAt })
    .where("connectionId", "=", connectionId)
    .where("id", "<>", exceptId)
    .where("retiresAt", "is", null)
    .execute();
}
