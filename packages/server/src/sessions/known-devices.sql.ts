import { sql } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";

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

export async function deleteIdleDevices(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom("knownDevices").where("lastUsedAt", "<", before).execute();
}

/** Forgets, of accounts that know more devices than so many, those that were used least recently. */
export async function deleteDevicesBeyond(tx: Tx, most: number): Promise<void> {
  await sql`delete from known_devices where (device_id, account_id) in (
    select device_id, account_id from (
      select device_id, account_id, row_number() over (partition by account_id order by last_used_at desc, device_id desc) as place
      from known_devices
      where account_id in (select account_id from known_devices group by account_id having count(*) > ${most})
    ) as ranked where place > ${most})`.execute(tx);
}

/** Forgets an account's devices but one, which begins anew. */
export async function deleteDevicesOf(tx: Tx, accountId: string, exceptDeviceId: string): Promise<void> {
  await tx
    .deleteFrom("knownDevices")
    .where("accountId", "=", accountId)
    .where("deviceId", "<>", exceptDeviceId)
    .execute();
  await tx
    .updateTable("knownDevices")
    .set({ passkeyOfferDeclinedAt: null })
    .where("accountId", "=", accountId)
    .execute();
}

export async function hasDevices(read: Reader, accountId: string): Promise<boolean> {
  const row = await read
    .selectFrom("knownDevices")
    .select("deviceId")
    .where("accountId", "=", accountId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
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
