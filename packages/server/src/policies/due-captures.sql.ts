import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type DueCapture = Selectable<Tables["dueCaptures"]>;

export async function putDueCapture(tx: Tx, { since, keepsSessionId, organizationId }: DueCapture): Promise<void> {
  await tx
    .insertInto("dueCaptures")
    .values({ organizationId, since, keepsSessionId })
    .onConflict((conflict) => conflict.column("organizationId").doUpdateSet({ since, keepsSessionId }))
    .execute();
}

/** Organizations with some of it left, the longest due first. */
export function listDueCaptureRows(read: Reader, now: number, limit: number): Promise<DueCapture[]> {
  return read
    .selectFrom("dueCaptures")
    .selectAll()
    .where("since", "<=", now)
    .orderBy("since")
    .orderBy("organizationId")
    .limit(limit)
    .execute();
}

export function findDueCaptureRow(read: Reader, organizationId: string): Promise<DueCapture | undefined> {
  return read.selectFrom("dueCaptures").selectAll().where("organizationId", "=", organizationId).executeTakeFirst();
}

/** Takes it off, unless it was asked for anew meanwhile. */
export async function deleteDueCapture(tx: Tx, { organizationId, since }: DueCapture): Promise<void> {
  await tx.deleteFrom("dueCaptures").where("organizationId", "=", organizationId).where("since", "=", since).execute();
}
