import type { Person } from "../sessions/caller.ts";
import type { Ender, Work } from "../services.ts";
import { voidEmailChanges, voidPasswordResets } from "./mailed-links.sql.ts";

/**
 * Ends every mailed link of an account that still waits. Whoever changes the password does so because somebody else may
 * know it: what that person has set going must not outlive it.
 */
export async function voidMailedLinks({ tx, now }: Work, accountId: string): Promise<void> {
  await voidEmailChanges(tx, accountId, now());
  await voidPasswordResets(tx, accountId, now());
}

/** Ends every change of an account's address that still waits. */
export const endEmailChanges: Ender<"emailChanges"> = ({ tx, now }, { accountId }) =>
  voidEmailChanges(tx, accountId, now());

/** Ends every reset of an account's password that was mailed and not used. */
export const endPasswordResets: Ender<"passwordResets"> = ({ tx, now }, { accountId }) =>
  voidPasswordResets(tx, accountId, now());

/** Ends those that other sessions have asked for: whoever removes a way in may do so because another has it. */
export async function voidChangesOfOthers({ tx, now }: Work, { account, session }: Person): Promise<void> {
  await voidEmailChanges(tx, account.id, now(), session.id);
}
