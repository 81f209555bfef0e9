import type { Actor } from "../vocabulary/events/actors.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { lockAccount } from "../database/lock-account.ts";
import { newPasswordRequired } from "../delivery/mails-organizations.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import { forgetRememberedDevices } from "../sessions/remembered-devices.ts";
import type { Client, Work } from "../services.ts";
import { findById, setPasswordResetRequired } from "./accounts.sql.ts";
import { mayMail, type MailedLink } from "./mailed-link.ts";
import { insertPasswordReset, replacePasswordResets } from "./mailed-links.sql.ts";

/** Who asks for it, in the name of which organization. */
export interface AskedBy {
  readonly actor: Actor;
  readonly client: Client;
  readonly organizationId: string;
  readonly organizationName: string;
}

/**
 * Makes an account's password open nothing until another one is chosen by mail, and signs it out everywhere. The link is made
 * outside the transaction.
 */
export async function requirePasswordReset(
  work: Work,
  accountId: string,
  link: MailedLink,
  { organizationName, ...by }: AskedBy,
): Promise<Refusal<"not-found" | "conflict"> | undefined> {
  const { tx, newId, now } = work;
  await lockAccount(tx, accountId);
  const account = await findById(tx, accountId);
  if (!account) return refuse("not-found");
  const bound = await gatherBound(work, accountId);
  if (!bound.some(({ kind }) => kind === "password"))
    return refuse("conflict", { detail: "This account has no password. Its owner signs in with a passkey." });
  await setPasswordResetRequired(tx, accountId, now());
  await replacePasswordResets(tx, accountId, now());
  await insertPasswordReset(tx, { id: newId("prst"), accountId, ...link.row });
  await forgetRememberedDevices(work, accountId, "ended-by-admin", by);
  await endSessions(work, { ...by, accountId, reason: "ended-by-admin", exceptId: null });
  if (await mayMail(work, "reset", account.emailKey))
    await deliver(work, newPasswordRequired(account.email, organizationName, link.url, link.row.expiresAt));
  return undefined;
}
