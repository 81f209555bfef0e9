import type { Person } from "../sessions/caller.ts";
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

/** Ends changes of an account's address that wait: somebody who looks after its place has doubts about it. */
export function voidChanges({ tx, now }: Work, accountId: string): Promise<void> {
  return voidEmailChanges(tx, accountId, now());
}

/** Ends those that other sessions have asked for: whoever removes a way in may do so because another has it. */
export function voidChangesOfOthers({ tx, now }: Work, { account, session }: Person): Promise<void> {
  return voidEmailChanges(tx, account.id, now(), session.id);
}
