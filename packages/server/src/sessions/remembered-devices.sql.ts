import type { Insertable, Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type RememberedDeviceRow = Selectable<Tables["rememberedDevices"]>;

export async function insertRemembered(tx: Tx, row: Insertable<Tables["rememberedDevices"]>): Promise<void> {
  await tx.insertInto("rememberedDevices").values(row).execute();
}

interface Excused {
  readonly accountId: string;
  readonly deviceId: string;
  readonly now: number;
  /** Only devices excused after this. */
  readonly since: number;
}

const findValid = statement<Excused, { id: string; createdAt: number }>((on, value) =>
  on
    .selectFrom("rememberedDevices")
    .select(["id", "createdAt"])
    .where("accountId", "=", value("accountId"))
    .where("deviceId", "=", value("deviceId"))
    .where("forgottenAt", "is", null)
    .where("expiresAt", ">", value("now"))
    .where("createdAt", ">", value("since")),
);

export function findRemembered(read: Reader, device: Excused): Promise<{ id: string; createdAt: number } | undefined> {
  return findValid.first(read, device);
}

export async function touchRemembered(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable("rememberedDevices").set({ lastUsedAt: now }).where("id", "=", id).execute();
}

export function listRemembered(
  read: Reader,
  { accountId, now, since, before, limit }: Omit<Excused, "deviceId"> & { before?: string | undefined; limit: number },
): Promise<RememberedDeviceRow[]> {
  let query = read
    .selectFrom("rememberedDevices")
    .selectAll()
    .where("accountId", "=", accountId)
    .where("forgottenAt", "is", null)
    .where("expiresAt", ">", now)
    .where("createdAt", ">", since);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** Of the devices an account excuses now, those beyond as many: the ones used least recently. */
export async function listRememberedBeyond(
  read: Reader,
  { accountId, now, most }: Pick<Excused, "accountId" | "now"> & { readonly most: number },
): Promise<string[]> {
  const rows = await read
    .selectFrom("rememberedDevices")
    .select("id")
    .where("accountId", "=", accountId)
    .where("forgottenAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("lastUsedAt", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .offset(most)
    .execute();
  return rows.map(({ id }) => id);
}

/** Gives a device another id, in every account that has excused it. */
export async function setRememberedDeviceId(tx: Tx, before: string, deviceId: string): Promise<void> {
  await tx
    .updateTable("rememberedDevices")
    .set({ deviceId })
    .where("deviceId", "=", before)
    .where("forgottenAt", "is", null)
    .execute();
}

/** Forgets one remembered device, one device's, or all of an account. Answers those it forgot. */
export async function markForgotten(
  tx: Tx,
  { accountId, id, deviceId }: { accountId: string; id?: string; deviceId?: string },
  now: number,
): Promise<Pick<RememberedDeviceRow, "id" | "createdAt">[]> {
  let query = tx
    .updateTable("rememberedDevices")
    .set({ forgottenAt: now })
    .where("accountId", "=", accountId)
    .where("forgottenAt", "is", null);
  if (id !== undefined) query = query.where("id", "=", id);
  if (deviceId !== undefined) query = query.where("deviceId", "=", deviceId);
  return query.returning(["id", "createdAt"]).execute();
}

export function deleteOldRemembered(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "rememberedDevices", { key: ["id"], at: "expiresAt", before, most });
}
