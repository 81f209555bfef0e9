import type { Reader } from "../../database/database.ts";
import { findValidSet } from "./recovery-codes.sql.ts";

/** How many recovery codes an account has left, of how many. */
export async function findRemainingCodes(
  read: Reader,
  accountId: string,
): Promise<{ remaining: number; total: number }> {
  const set = await findValidSet(read, accountId);
  return { remaining: set?.remaining ?? 0, total: set?.total ?? 0 };
}
