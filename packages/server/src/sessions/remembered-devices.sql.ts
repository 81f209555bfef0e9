import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { Tables } from "../database/tables.ts";

export type RememberedDeviceRow = Selectable<Tables["rememberedDevices"]>;

export async function insertRemembered(tx: Tx, row: Insertable<Tables["rememberedDevices"]>): Promise<void> {
  await tx.insertInto("rememberedDevices").values(row).execute();
}

const findValid = statement<{ accountId: string; deviceId: string; now: number }, { id: string }>((on, value) =>
  on
    .selectFrom("rememberedDevices")
    .select("id")
    .where("accountId", "=", value("accountId"))
    .where("deviceId", "=", value("deviceId"))
    .where("forgottenAt", "is", null)
    .where("expiresAt", ">", value("now")),
);

export async function findRemembered(
  read: Reader,
  accountId: string,
  deviceId: string,
  now: number,
): Promise<string | undefined> {
  return (await findValid.first(read, { accountId, deviceId, now }))?.id;
}

export async function touchRemembered(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable("rememberedDevices").set({ lastUsedAt: now }).where("id", "=", id).execute();
}

export function listRemembered(
  read: Reader,
  { accountId, now, before, limit }: { accountId: string; now: number; before?: string | undefined; limit: number },
): Promise<RememberedDeviceRow[]> {
  let query = read
    .selectFrom("rememberedDevices")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("forgottenAt", "is", null)
    .where("expiresAt", ">", now);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** Forgets one remembered device, one device's, or all of an account. Answers the ids of those it forgot. */
export async function markForgotten(
  tx: Tx,
  { accountId, id, deviceId }: { accountId: string; id?: string; deviceId?: string },
  now: number,
): Promise<string[]> {
  let query = tx
    .updateTable("rememberedDevices")
    .set({ forgottenAt: now })
    .where("accountId", "=", accountId)
    .where("forgottenAt", "is", null);
  if (id !== undefined) query = query.where("id", "=", id);
  if (deviceId !== undefined) query = query.where("deviceId", "=", deviceId);
  return (await query.returning("id").execute()).map((row) => row.id);
}

export async function deleteOldRemembered(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("rememberedDevices").where("expiresAt", "<", before).execute();
}
