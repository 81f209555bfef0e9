import type { Selectable } from "kysely";
import type { Tx } from "../database/database.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type HeldRow = Selectable<Tables["heldMails"]>;

// The count that was taken before in the same transaction keeps others of this address waiting.
export function findHeld(tx: Tx, addressHash: string): Promise<HeldRow | undefined> {
  return tx.selectFrom("heldMails").selectAll().where("addressHash", "=", addressHash).executeTakeFirst();
}

export async function putHeld(tx: Tx, row: HeldRow): Promise<void> {
  const { digestId, held, dueAt } = row;
  await tx
    .insertInto("heldMails")
    .values(row)
    .onConflict((conflict) => conflict.column("addressHash").doUpdateSet({ digestId, held, dueAt }))
    .execute();
}

export function deleteOldHeld(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "heldMails", { key: ["addressHash"], at: "dueAt", before, most });
}

/** Says something else in a message nobody began to send. False when it is on its way. */
export async function rewriteUnsent(
  tx: Tx,
  id: string,
  content: { readonly subject: string; readonly sealedContent: Uint8Array },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("outbox")
    .set(content)
    .where("id", "=", id)
    .where("sentAt", "is", null)
    .where("failedAt", "is", null)
    .where("claimedUntil", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
