import type { Reader, Tx } from "../database/database.ts";

/** Notes that a device has signed in to an account. */
export async function upsertKnownDevice(tx: Tx, deviceId: string, accountId: string, now: number): Promise<void> {
  await tx
    .insertInto("knownDevices")
    .values({ deviceId, accountId, createdAt: now, lastUsedAt: now })
    .onConflict((conflict) => conflict.columns(["deviceId", "accountId"]).doUpdateSet({ lastUsedAt: now }))
    .execute();
}

export async function isKnown(read: Reader, deviceId: string, accountId: string): Promise<boolean> {
  const row = await read
    .selectFrom("knownDevices")
    .select("deviceId")
    .where("deviceId", "=", deviceId)
    .where("accountId", "=", accountId)
    .executeTakeFirst();
  return row !== undefined;
}
