import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type PreferenceRow = Selectable<Tables["alertPreferences"]>;

export function listPreferences(read: Reader, accountId: string): Promise<PreferenceRow[]> {
  return read.selectFrom("alertPreferences").selectAll().where("accountId", "=", accountId).execute();
}

export async function upsertPreference(tx: Tx, row: PreferenceRow): Promise<void> {
  const { emailOffAt, inAppOffAt } = row;
  await tx
    .insertInto("alertPreferences")
    .values(row)
    .onConflict((conflict) => conflict.columns(["accountId", "category"]).doUpdateSet({ emailOffAt, inAppOffAt }))
    .execute();
}
