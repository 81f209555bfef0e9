import type { Actor } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { Tx } from "../database/database.ts";
import type { Client, Services } from "../services.ts";
import { findById, setEmail, setPasswordResetRequired, setSecured } from "./accounts.sql.ts";
import type { FormerAddress } from "./former-addresses.ts";
import { deleteFormerSince } from "./former-addresses.sql.ts";
import { voidMailedLinks } from "./void-mailed-links.ts";

interface By {
  readonly actor: Actor;
  readonly client: Client;
}

/** Shuts an account until a new password is chosen by mail. What its mailed links have set going ends. */
export async function secureAccount(
  tx: Tx,
  services: Services,
  accountId: string,
  { eventId, ...by }: By & { readonly eventId: string },
): Promise<void> {
  await setSecured(tx, accountId, services.now());
  await voidMailedLinks(tx, services, accountId);
  await recordEvent(tx, services, { ...by, type: "account.secured", accountId, data: { eventId } });
}

/** Opens a secured account again, or one that had to choose a new password: one was just chosen by mail. */
export async function releaseAccount(tx: Tx, services: Services, accountId: string, by: By): Promise<void> {
  const account = await findById(tx, accountId);
  if (account && account.passwordResetRequiredAt !== null) await setPasswordResetRequired(tx, accountId, null);
  if (!account || account.securedAt === null) return;
  await setSecured(tx, accountId, null);
  await recordEvent(tx, services, { ...by, type: "account.released", accountId, data: {} });
}

/**
 * Gives an account an address back that it has left. Addresses it had since are nothing to it any more: they are told of
 * nothing, and cannot have themselves put back. False when another account has the address by now.
 */
export async function restoreAddress(
  tx: Tx,
  services: Services,
  accountId: string,
  { email, emailKey, leftAt }: FormerAddress,
  by: By,
): Promise<boolean> {
  if (!(await setEmail(tx, accountId, { email, emailKey, emailVerifiedAt: services.now() }))) return false;
  await deleteFormerSince(tx, accountId, leftAt);
  await recordEvent(tx, services, { ...by, type: "email.restored", accountId, data: {} });
  return true;
}
