import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";

export type OwnKeyRow = Selectable<Tables["connectionKeys"]>;

export async function insertOwnKey(tx: Tx, row: OwnKeyRow): Promise<void> {
  await tx.insertInto("connectionKeys").values(row).execute();
}

/** Our keys of a connection that still count, the newest first. */
export function listOwnKeyRows(read: Reader, connectionId: string): Promise<OwnKeyRow[]> {
  return read
    .selectFrom("connectionKeys")
    .selectAll()
    .where("connectionId", "=", connectionId)
    .where("retiredAt", "is", null)
    .orderBy("id", "desc")
    .execute();
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
