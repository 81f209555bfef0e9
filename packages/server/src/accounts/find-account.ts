import type { Reader } from "../database/database.ts";
import { type AccountRow, findByEmailKey, findById } from "./accounts.sql.ts";

/** The account of an address, as the slices to the right see it. */
export type Account = AccountRow;

export function findAccountByEmail(read: Reader, emailKey: string, now: number): Promise<Account | undefined> {
  return findByEmailKey(read, emailKey, now);
}

export function findAccount(read: Reader, id: string): Promise<Account | undefined> {
  return findById(read, id);
}
