import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { deleteOldest } from "../database/sweep.ts";

const upsert = statement<{ deviceId: string; accountId: string; now: number }>((on, value) =>
  on
    .insertInto("knownDevices")
    .values({
      deviceId: value("deviceId"),
      accountId: value("accountId"),
      createdAt: value("now"),
      lastUsedAt: value("now"),
    })
    .onConflict((conflict) => conflict.columns(["deviceId", "accountId"]).doUpdateSet({ lastUsedAt: value("now") })),
);

/** Notes that a device has signed in to an account. */
export async function upsertKnownDevice(tx: Tx, deviceId: string, accountId: string, now: number): Promise<void> {
  await upsert.run(tx, { deviceId, accountId, now });
}

const find = statement<{ deviceId: string; accountId: string }, { deviceId: string }>((on, value) =>
  on
    .selectFrom("knownDevices")
    .select("deviceId")
    .where("deviceId", "=", value("deviceId"))
    .where("accountId", "=", value("accountId")),
);

export async function isKnown(read: Reader, deviceId: string, accountId: string): Promise<boolean> {
  return (await find.first(read, { deviceId, accountId })) !== undefined;
}

/** Gives a device another id, in every account that knows it. */
export async function setDeviceId(tx: Tx, before: string, deviceId: string): Promise<void> {
  await tx.updateTable("knownDevices").set({ deviceId }).where("deviceId", "=", before).execute();
}

export function deleteIdleDevices(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "knownDevices", { key: ["deviceId", "accountId"], at: "lastUsedAt", before, most });
}

const trim = statement<{ accountId: string; most: number }>((on, value) =>
  on
    .deleteFrom("knownDevices")
    .where("accountId", "=", value("accountId"))
    .where("deviceId", "in", (from) =>
      from
        .selectFrom("knownDevices as known")
        .select("known.deviceId")
        .where("known.accountId", "=", value("accountId"))
        .orderBy("known.lastUsedAt", "desc")
        .orderBy("known.deviceId", "desc")
        .limit(100)
        .offset(value("most")),
    ),
);

/** Forgets, of the devices an account knows beyond so many, those that were used least recently. */
export async function deleteDevicesBeyond(tx: Tx, accountId: string, most: number): Promise<void> {
  await trim.run(tx, { accountId, most });
}

/** Forgets an account's devices but one, which begins anew. */
export async function deleteDevicesOf(tx: Tx, accountId: string, exceptDeviceId: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom("knownDevices")
    .where("accountId", "=", accountId)
    .where("deviceId", "<>", exceptDeviceId)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable("knownDevices")
    .set({ passkeyOfferDeclinedAt: null })
    .where("accountId", "=", accountId)
    .execute();
  return Number(numDeletedRows);
}

const findAny = statement<{ accountId: string }, { deviceId: string }>((on, value) =>
  on.selectFrom("knownDevices").select("deviceId").where("accountId", "=", value("accountId")).limit(1),
);

export async function hasDevices(read: Reader, accountId: string): Promise<boolean> {
  return (await findAny.first(read, { accountId })) !== undefined;
}

export async function findDeclinedAt(read: Reader, deviceId: string, accountId: string): Promise<number | null> {
  const row = await read
    .selectFrom("knownDevices")
    .select("passkeyOfferDeclinedAt")
    .where("deviceId", "=", deviceId)
    .where("accountId", "=", accountId)
    .executeTakeFirst();
  return row?.passkeyOfferDeclinedAt ?? null;
}

export async function setDeclinedAt(tx: Tx, deviceId: string, accountId: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("knownDevices")
    .set({ passkeyOfferDeclinedAt: now })
    .where("deviceId", "=", deviceId)
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
