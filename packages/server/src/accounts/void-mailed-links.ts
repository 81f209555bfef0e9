import type { Work } from "../services.ts";
import { voidEmailChanges, voidPasswordResets } from "./mailed-links.sql.ts";

/**
 * Ends every mailed link of an account that still waits. Whoever changes the password does so because somebody else may
 * know it: what that person has set going must not outlive it.
 */
export async function voidMailedLinks({ tx, now }: Work, accountId: string): Promise<void> {
  await voidEmailChanges(tx, accountId, now());
  await voidPasswordResets(tx, accountId, now());
}
