import { anonymous, itself } from "../vocabulary/events/actors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { bindPassword } from "../authenticators/password/bind-password.ts";
import { checkNewPassword, normalizePassword, ownerOf } from "../authenticators/password/check-password.ts";
import { refuseSame } from "../authenticators/password/judge-password.ts";
import { sha256 } from "../crypto/hash.ts";
import { refuseBusy } from "../authenticators/password/refuse-busy.ts";
import { busy } from "../crypto/password-hash.ts";
import { lockAccount } from "../database/lock-account.ts";
import { resetPassword, noAccountHere } from "../delivery/mails.ts";
import { signInThrough } from "../delivery/mails-single-sign-on.ts";
import { deliver } from "../delivery/outbox.ts";
import { gatherBelonging } from "../policies/holdings.ts";
import { refuse, type Refusal } from "../problems.ts";
import { circumstances } from "../sessions/caller.ts";
import { endEverything } from "../end-everything.ts";
import type { Client, Services } from "../services.ts";
import { findByEmailKey, findById } from "./accounts.sql.ts";
import { listCapturing, refuseCaptured } from "./captured.ts";
import type { EmailAddress } from "./email-address.ts";
import { releaseAccount } from "./secure-account.ts";
import { newLink } from "./mailed-link.ts";
import {
  consumePasswordReset,
  findWaitingReset,
  insertPasswordReset,
  replacePasswordResets,
} from "./mailed-links.sql.ts";

/**
 * Mails a reset link, the news that the address has no account, or by whom its holder signs in. All take the same work and get the
 * same answer.
 */
export async function requestPasswordReset(
  services: Services,
  client: Client,
  { address, returnTo }: { readonly address: EmailAddress; readonly returnTo: string | undefined },
): Promise<void> {
  const { transact, newId, now, config } = services;
  const link = newLink(services, "/reset-password", { returnTo });
  await transact(async (work) => {
    const { tx } = work;
    const found = await findByEmailKey(tx, address.key, now());
    // Its address may be changing at this moment: the link must not go to the mailbox that is being left.
    await lockAccount(tx, found?.id ?? "");
    const account = await findByEmailKey(tx, address.key, now());
    const from = circumstances(client, now());
    const organizations = await listCapturing(work, { id: account?.id ?? null, email: address.email });
    const isCaptured = organizations.length > 0;
    const by = await deliver(
      work,
      isCaptured
        ? signInThrough(account?.email ?? address.email, { organizations, wanted: "new-password" }, config, from)
        : account
          ? resetPassword(account.email, link.url, link.row.expiresAt, from)
          : noAccountHere(address.email, config, from),
    );
    if (!by) return;
    await recordEvent(work, {
      type: "password.reset-requested",
      accountId: account?.id ?? null,
      actor: anonymous,
      client,
      data: {},
    });
    // Its link is mailed to nobody where the mail says that there is another way in.
    const accountId = isCaptured ? null : (account?.id ?? null);
    await replacePasswordResets(tx, accountId ?? "", { now: now(), by });
    await insertPasswordReset(tx, { id: newId("prst"), accountId, ...link.row });
  });
}

type Refused = Refusal<"link-invalid" | "not-allowed" | "password-unacceptable" | "rate-limited">;

/** Sets a new password by a mailed link. Ends every session, opens none, and leaves the second factor as it is. */
export async function completePasswordReset(
  services: Services,
  client: Client,
  { token, password }: { token: string; password: string },
): Promise<Refused | undefined> {
  const { read, transact, passwords, now } = services;
  const tokenHash = sha256(token);
  const waiting = await findWaitingReset(read, tokenHash, now());
  const account = waiting?.accountId ? await findById(read, waiting.accountId) : undefined;
  if (!account) return refuse("link-invalid");
  const captured = await refuseCaptured(services, account);
  if (captured) return captured;
  const holding = await gatherBelonging(services, account.id);
  const unacceptable = await checkNewPassword(services, password, ownerOf({ account, holding }), holding.held);
  // Who has the link has the mailbox, and asks once: any other password is set, and the link is used.
  const refused = unacceptable ?? (await refuseSame(services, account.id, password));
  if (refused) return refused;
  const hash = await passwords.hash(normalizePassword(password));
  if (hash === busy) return refuseBusy(services);

  return transact(async (work) => {
    const { tx } = work;
    await lockAccount(tx, account.id);
    const capturedMeanwhile = await refuseCaptured(work, account);
    if (capturedMeanwhile) return capturedMeanwhile;
    if (!(await consumePasswordReset(tx, tokenHash, now()))) return refuse("link-invalid");
    await bindPassword(work, account.id, hash);
    const actor = itself(account.id);
    await recordEvent(work, { type: "password.reset", accountId: account.id, actor, client, data: {} });
    const by = { actor, client };
    await endEverything(work, { of: "account", accountId: account.id }, { reason: "password-reset", by });
    await releaseAccount(work, account.id, { actor, client });
    return undefined;
  });
}
