import type { Reader } from "../database/database.ts";
import type { Sweep } from "../database/sweep.ts";
import { decideFormerSince } from "../rules/alerts/not-me.ts";
import type { Work } from "../services.ts";
import type { AccountRow } from "./accounts.sql.ts";
import {
  deleteFormer,
  deleteFormerBefore,
  type FormerAddressRow,
  insertFormer,
  listFormer,
  markReturned,
} from "./former-addresses.sql.ts";

/** An address an account had before. */
export type FormerAddress = Pick<FormerAddressRow, "email" | "emailKey" | "leftAt" | "returnedAt">;

/**
 * Notes the address an account leaves; the one it takes is no longer a former one. Going back to an address it has just
 * left is final, as by the link of an alert: whoever held the account in between must not get it again.
 */
export async function noteFormerAddress(
  { tx, newId, now }: Work,
  { id: accountId, email, emailKey }: Pick<AccountRow, "id" | "email" | "emailKey">,
  takenKey: string,
): Promise<void> {
  // Another spelling of the same mailbox is no other address.
  if (emailKey === takenKey) return;
  const leftAt = now();
  const back = (await listFormerAddresses(tx, accountId, leftAt)).find((each) => each.emailKey === takenKey);
  await deleteFormer(tx, accountId, takenKey);
  await deleteFormer(tx, accountId, emailKey);
  const returnedAt = back && back.returnedAt === null ? leftAt : null;
  await insertFormer(tx, { id: newId("fadr"), accountId, email, emailKey, leftAt, returnedAt });
  if (back && returnedAt !== null) await markReturned(tx, accountId, back.leftAt, returnedAt);
}

/** The addresses an account has left within seven days, the last one first. */
export function listFormerAddresses(read: Reader, accountId: string, now: number): Promise<FormerAddress[]> {
  return listFormer(read, accountId, decideFormerSince(now));
}

/** Forgets addresses that are told of nothing any more. */
export const sweepFormerAddresses: Sweep = (tx, now, most) => deleteFormerBefore(tx, decideFormerSince(now), most);
