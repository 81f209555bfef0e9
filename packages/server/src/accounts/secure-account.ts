import type { Actor } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Client, Work } from "../services.ts";
import { findById, setEmail, setPasswordResetRequired, setSecured } from "./accounts.sql.ts";
import type { FormerAddress } from "./former-addresses.ts";
import { deleteFormerSince } from "./former-addresses.sql.ts";

interface By {
  readonly actor: Actor;
  readonly client: Client;
}

/** Shuts an account until a new password is chosen by mail. */
export async function secureAccount(
  work: Work,
  accountId: string,
  { eventId, ...by }: By & { readonly eventId: string },
): Promise<void> {
  await setSecured(work.tx, accountId, work.now());
  await recordEvent(work, { ...by, type: "account.secured", accountId, data: { eventId } });
}

/** Opens a secured account again, or one that had to choose a new password: one was just chosen by mail. */
export async function releaseAccount(work: Work, accountId: string, by: By): Promise<void> {
  const { tx } = work;
  const account = await findById(tx, accountId);
  if (account && account.passwordResetRequiredAt !== null) await setPasswordResetRequired(tx, accountId, null);
  if (!account || account.securedAt === null) return;
  await setSecured(tx, accountId, null);
  await recordEvent(work, { ...by, type: "account.released", accountId, data: {} });
}

/**
 * Gives an account an address back that it has left. Addresses it had since are nothing to it any more: they are told of
 * nothing, and cannot have themselves put back. False when another account has the address by now.
 */
export async function restoreAddress(
  work: Work,
  accountId: string,
  { email, emailKey, leftAt }: FormerAddress,
  by: By,
): Promise<boolean> {
  if (!(await setEmail(work.tx, accountId, { email, emailKey, emailVerifiedAt: work.now() }))) return false;
  await deleteFormerSince(work.tx, accountId, leftAt);
  await recordEvent(work, { ...by, type: "email.restored", accountId, data: {} });
  return true;
}
