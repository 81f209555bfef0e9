import { isUsableSession } from "../sessions/is-usable.ts";
import type { View } from "../services.ts";
import { type EmailChangeRow, findWaitingEmailChange } from "./mailed-links.sql.ts";

/** Whether a change of address may still come true: it dies with the session that asked for it, by whatever way that ends. */
export async function isChangeOpen(view: View, change: EmailChangeRow | undefined): Promise<boolean> {
  return change !== undefined && (change.sessionId === null || (await isUsableSession(view, change.sessionId)));
}

/** The address an account is about to have. */
export async function findPendingEmail(view: View, accountId: string): Promise<string | undefined> {
  const change = await findWaitingEmailChange(view.read, accountId, view.now());
  return (await isChangeOpen(view, change)) ? change?.email : undefined;
}
