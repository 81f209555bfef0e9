import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { usableOnce } from "../../database/single-use.ts";
import { deleteOldest } from "../../database/sweep.ts";
import type { Tables } from "../../database/tables.ts";

/** A request under way at a provider. */
export type SsoRequest = Selectable<Tables["ssoRequests"]>;
/** An accepted answer that waits for the browser that asked. */
export type Handoff = Selectable<Tables["ssoHandoffs"]>;

const { isUnspentAt } = usableOnce("spentAt");

export async function insertRequest(tx: Tx, row: SsoRequest): Promise<void> {
  await tx.insertInto("ssoRequests").values(row).execute();
}

export function findRequest(
  read: Reader,
  stateHash: Uint8Array,
  connectionId: string,
): Promise<SsoRequest | undefined> {
  return read
    .selectFrom("ssoRequests")
    .selectAll()
    .where("stateHash", "=", stateHash)
    .where("connectionId", "=", connectionId)
    .executeTakeFirst();
}

/** Spends a request of one connection. It is answered once, whatever the answer is. */
export function spendRequest(
  tx: Tx,
  { stateHash, connectionId }: Pick<SsoRequest, "stateHash" | "connectionId">,
  now: number,
): Promise<SsoRequest | undefined> {
  return tx
    .updateTable("ssoRequests")
    .set({ spentAt: now })
    .where("stateHash", "=", stateHash)
    .where("connectionId", "=", connectionId)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

export async function insertHandoff(tx: Tx, row: Handoff): Promise<void> {
  await tx.insertInto("ssoHandoffs").values(row).execute();
}

export function findHandoff(read: Reader, tokenHash: Uint8Array, connectionId: string): Promise<Handoff | undefined> {
  return read
    .selectFrom("ssoHandoffs")
    .selectAll()
    .where("tokenHash", "=", tokenHash)
    .where("connectionId", "=", connectionId)
    .executeTakeFirst();
}

export function spendHandoff(tx: Tx, { id }: Pick<Handoff, "id">, now: number): Promise<Handoff | undefined> {
  return tx
    .updateTable("ssoHandoffs")
    .set({ spentAt: now })
    .where("id", "=", id)
    .where(isUnspentAt(now))
    .returningAll()
    .executeTakeFirst();
}

/** Remembers what may be accepted once. False when it was before. */
export async function rememberSeen(
  tx: Tx,
  row: { connectionId: string; idHash: Uint8Array; expiresAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("ssoSeen")
    .values(row)
    .onConflict((conflict) => conflict.columns(["connectionId", "idHash"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export function deleteOldRequests(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "ssoRequests", { key: ["id"], at: "expiresAt", before, most });
}

export function deleteOldHandoffs(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "ssoHandoffs", { key: ["id"], at: "expiresAt", before, most });
}

export function deleteOldSeen(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "ssoSeen", { key: ["connectionId", "idHash"], at: "expiresAt", before, most });
}
