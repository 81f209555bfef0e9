import type { Actor } from "../vocabulary/events/actors.ts";
import { gatherBound } from "../authenticators/gather-standing.ts";
import { countInWindow } from "../database/counter.ts";
import { lockAccount } from "../database/lock-account.ts";
import { newPasswordRequired } from "../delivery/mails-organizations.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import { mailWindowSeconds } from "../rules/mails/ceilings.ts";
import { decideThrottle, requiredResets } from "../rules/requests/throttling.ts";
import { endEverything } from "../end-everything.ts";
import type { Client, Work } from "../services.ts";
import { findById, setPasswordResetRequired } from "./accounts.sql.ts";
import { refuseCaptured } from "./captured.ts";
import type { MailedLink } from "./mailed-link.ts";
import { insertPasswordReset } from "./mailed-links.sql.ts";

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
): Promise<Refusal<"not-found" | "conflict" | "rate-limited"> | undefined> {
  const { tx, newId, now } = work;
  await lockAccount(tx, accountId);
  const account = await findById(tx, accountId);
  if (!account) return refuse("not-found");
  if (await refuseCaptured(work, account))
    return refuse("conflict", {
      detail: "This person signs in through an identity provider: no password of theirs opens anything.",
    });
  const limited = await takeRequirement(work, by.organizationId, accountId);
  if (limited) return limited;
  const bound = await gatherBound(work, accountId);
  if (!bound.some(({ kind }) => kind === "password"))
    return refuse("conflict", { detail: "This account has no password. Its owner signs in with a passkey." });
  const mail = await deliver(work, newPasswordRequired(account.email, organizationName, link.url, link.row.expiresAt));
  if (!mail) return refuse("rate-limited", { retryAt: now() + mailWindowSeconds * 1000 });
  await setPasswordResetRequired(tx, accountId, now());
  await endEverything(work, { of: "account", accountId }, { reason: "password-reset-required", by });
  await insertPasswordReset(tx, { id: newId("prst"), accountId, ...link.row });
  return undefined;
}

// An allowance of its own for each organization and account: neither strangers who ask for resets nor another organization use it
// up, and no organization keeps somebody out of all others by asking without end.
async function takeRequirement(
  { tx, now }: Work,
  organizationId: string,
  accountId: string,
): Promise<Refusal<"rate-limited"> | undefined> {
  const key = `required-reset:${organizationId}:${accountId}`;
  const counted = await countInWindow(tx, key, requiredResets.windowSeconds, now());
  const seconds = decideThrottle(requiredResets, counted, now());
  if (seconds === null) return undefined;
  return refuse("rate-limited", {
    retryAt: now() + seconds * 1000,
    detail: "They were asked for a new password three times within a day. The newest mailed link still works.",
  });
}
