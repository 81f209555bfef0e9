import type { Reader, Tx } from "./database.ts";

/** A fact the deployment keeps about itself. */
export async function findSetting(read: Reader, key: string): Promise<string | undefined> {
  return (await read.selectFrom("deployment").select("value").where("key", "=", key).executeTakeFirst())?.value;
}

/** Keeps a fact, unless another server has just done so. */
export async function insertSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto("deployment")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

/** Puts another value in the place of a fact that is kept. */
export async function updateSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.updateTable("deployment").set({ value }).where("key", "=", key).execute();
}

/** Forgets a fact. */
export async function deleteSetting(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom("deployment").where("key", "=", key).execute();
}
