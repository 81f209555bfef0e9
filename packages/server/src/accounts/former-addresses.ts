import type { Reader, Tx } from "../database/database.ts";
import { decideFormerSince } from "../rules/former-addresses.ts";
import type { Services } from "../services.ts";
import type { AccountRow } from "./accounts.sql.ts";
import {
  deleteFormer,
  deleteFormerBefore,
  type FormerAddressRow,
  insertFormer,
  listFormer,
} from "./former-addresses.sql.ts";

/** An address an account had before. */
export type FormerAddress = Pick<FormerAddressRow, "email" | "emailKey" | "leftAt">;

/** Notes the address an account leaves; the one it takes is no longer a former one. */
export async function noteFormerAddress(
  tx: Tx,
  { newId, now }: Pick<Services, "newId" | "now">,
  { id: accountId, email, emailKey }: Pick<AccountRow, "id" | "email" | "emailKey">,
  takenKey: string,
): Promise<void> {
  // Another spelling of the same mailbox is no other address.
  if (emailKey === takenKey) return;
  await deleteFormer(tx, accountId, takenKey);
  await deleteFormer(tx, accountId, emailKey);
  await insertFormer(tx, { id: newId("fadr"), accountId, email, emailKey, leftAt: now() });
}

/** The addresses an account has left within seven days, the last one first. */
export function listFormerAddresses(read: Reader, accountId: string, now: number): Promise<FormerAddress[]> {
  return listFormer(read, accountId, decideFormerSince(now));
}

/** Forgets addresses that are told of nothing any more. */
export function sweepFormerAddresses(tx: Tx, now: number): Promise<void> {
  return deleteFormerBefore(tx, decideFormerSince(now));
}
