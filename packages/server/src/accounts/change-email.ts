import { aboutOwn, circumstances, type Person } from "../sessions/caller.ts";
import { recordEvent } from "../audit/record-event.ts";
import { addressAlreadyUsed, confirmNewAddress } from "../delivery/mails.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { Services } from "../services.ts";
import { findByEmailKey } from "./accounts.sql.ts";
import type { EmailAddress } from "./email-address.ts";
import { refuseNewAddress } from "./captured.ts";
import { newLink } from "./mailed-link.ts";
import { insertEmailChange, replaceEmailChanges } from "./mailed-links.sql.ts";
import { type ChangedSession, replaceToken } from "../sessions/replace-token.ts";
import { holdCaller } from "../sessions/hold-caller.ts";

/** Asks for another address. It becomes the account's when its mailed link is used; the old one is told at once. */
export async function changeEmail(
  services: Services,
  caller: Person,
  address: EmailAddress,
): Promise<ChangedSession | Refusal<"rate-limited" | "not-signed-in" | "not-allowed">> {
  const { transact, newId, now, config } = services;
  const { account, client } = caller;
  const link = newLink(services, "/verify-email");
  return transact(async (work) => {
    const { tx } = work;
    const ended = await holdCaller(tx, caller);
    if (ended) return ended;
    const captured = await refuseNewAddress(work, account, address.email);
    if (captured) return captured;
    const owner = await findByEmailKey(tx, address.key, now());
    const isTaken = owner !== undefined && owner.id !== account.id;
    const from = circumstances(client, now());
    const by = await deliver(
      work,
      isTaken
        ? addressAlreadyUsed(owner.email, config, from)
        : confirmNewAddress(address.email, link.url, link.row.expiresAt, from),
    );
    if (!by) return refuse("rate-limited");
    await recordEvent(work, { ...aboutOwn(caller), type: "email.change-requested", data: {} });
    await replaceEmailChanges(tx, account.id, { now: now(), by });
    await insertEmailChange(tx, {
      id: newId("emch"),
      accountId: account.id,
      sessionId: caller.session.id,
      ...link.row,
      email: address.email,
      emailKey: address.key,
    });
    return replaceToken(work, caller);
  });
}
