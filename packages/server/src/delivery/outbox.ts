import { domainToASCII } from "node:url";
import { hmacSha256 } from "../crypto/hash.ts";
import { seal, unseal } from "../crypto/seal.ts";
import { countInWindow } from "../database/counter.ts";
import type { Reader } from "../database/database.ts";
import { inTurn } from "../database/sweep.ts";
import { foldLocal } from "../rules/names/fold-address.ts";
import { decideMail, mailWindowSeconds } from "../rules/mails/ceilings.ts";
import type { View, Work, World } from "../services.ts";
import { type Mail, renderMail } from "./mail.ts";
import { deleteOldHeld, findHeld, putHeld, rewriteUnsent } from "./held-mails.sql.ts";
import { heldBack } from "./operator-notices.ts";
import { deleteOldMessages, findMessage, insertMessage, isUnsent, listMessages, type OutboxRow } from "./outbox.sql.ts";

export type Channel = "email" | "text-message";

/** A message as its transport needs it. */
export interface OutgoingMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** Where mails like this one are switched off (RFC 2369). */
  readonly unsubscribeUrl?: string;
  readonly at: number;
  /** After this it is not to reach anyone any more. */
  readonly expiresAt?: number;
}

declare const isMailed: unique symbol;

/** The id of a mail that stands in the outbox. Only `deliver` makes one: whatever makes an earlier link stop working asks for it. */
export type MailId = string & { readonly [isMailed]: true };

/**
 * Puts a mail into the outbox, in the transaction of what it tells of. It is sent after the commit, at least once. Answers its id;
 * undefined where the address had enough this hour: a notice is then told in a digest, a link is not made to work.
 */
export async function deliver(work: Work, mail: Mail): Promise<MailId | undefined> {
  const { tx, now } = work;
  const address = mailboxHash(work, mail.to);
  const { count, windowStartedAt } = await countInWindow(tx, `mail:${mail.sort}:${address}`, mailWindowSeconds, now());
  const decided = decideMail(mail.sort, count);
  if (decided === "goes") return put(work, mail, now());
  if (decided === "told-later") await hold(work, mail.to, address, windowStartedAt + mailWindowSeconds * 1000);
  return undefined;
}

async function put(work: Work, mail: Mail, dueAt: number): Promise<MailId> {
  const { tx, newId, now, announceMail } = work;
  const id = newId("mail");
  await insertMessage(tx, {
    id,
    channel: "email",
    recipient: mail.to,
    subject: mail.subject,
    sealedContent: sealMail(work, mail, id),
    createdAt: now(),
    nextTryAt: dueAt,
    tries: 0,
  });
  announceMail();
  return id as string as MailId;
}

// Mailed links open accounts, so they are not left readable in the database or its backups.
function sealMail({ keys, random, config }: Work, mail: Mail, id: string): Uint8Array {
  const unsubscribeUrl = mail.optOut?.url;
  const content = JSON.stringify({ ...renderMail(mail, config), ...(unsubscribeUrl && { unsubscribeUrl }) });
  return seal(keys, random, Buffer.from(content), id);
}

// One digest waits for each address, and its number goes up until it is due.
async function hold(work: Work, to: string, address: string, dueAt: number): Promise<void> {
  const { tx, config, now } = work;
  const waiting = await findHeld(tx, address);
  if (waiting && waiting.dueAt > now()) {
    const mail = heldBack(to, config, waiting.held + 1);
    const content = { subject: mail.subject, sealedContent: sealMail(work, mail, waiting.digestId) };
    if (await rewriteUnsent(tx, waiting.digestId, content)) {
      await putHeld(tx, { ...waiting, held: waiting.held + 1 });
      return;
    }
  }
  const digestId = await put(work, heldBack(to, config, 1), dueAt);
  await putHeld(tx, { addressHash: address, digestId, held: 1, dueAt });
}

// However it is spelled, and whatever tag it carries, one mailbox has one ceiling.
function mailboxHash({ keys }: World, to: string): string {
  const at = to.lastIndexOf("@");
  const local = foldLocal(to.slice(0, at).normalize("NFC"));
  const tag = local.indexOf("+", 1);
  const mailbox = `${tag < 0 ? local : local.slice(0, tag)}@${domainToASCII(to.slice(at + 1).toLowerCase())}`;
  return Buffer.from(hmacSha256(keys[0].derive("try-budgets"), `mail:${mailbox}`)).toString("base64url");
}

/** A text message to put into the outbox. Its number stands in sealed content only; the row shows it masked. */
export interface TextMessage {
  readonly to: string;
  readonly masked: string;
  readonly text: string;
  readonly expiresAt: number;
}

/** Puts a text message into the outbox, in the transaction of its code. It is sent after the commit, until it expires. */
export async function deliverTextMessage(work: Work, { to, masked, text, expiresAt }: TextMessage): Promise<void> {
  const { tx, newId, now, keys, random, announceMail } = work;
  const id = newId("txtm");
  await insertMessage(tx, {
    id,
    channel: "text-message",
    recipient: masked,
    subject: null,
    sealedContent: seal(keys, random, Buffer.from(JSON.stringify({ to, text })), id),
    createdAt: now(),
    nextTryAt: now(),
    expiresAt,
    tries: 0,
  });
  announceMail();
}

/** Opens a stored message. */
export function openMessage({ keys }: Pick<World, "keys">, row: OutboxRow): OutgoingMessage {
  const content = JSON.parse(Buffer.from(unseal(keys, row.sealedContent ?? new Uint8Array(), row.id)).toString()) as {
    to?: string;
    text: string;
    html?: string;
    unsubscribeUrl?: string;
  };
  return {
    id: row.id,
    channel: row.channel as Channel,
    to: row.recipient,
    ...(row.subject !== null && { subject: row.subject }),
    ...content,
    at: row.createdAt,
    ...(row.expiresAt !== null && { expiresAt: row.expiresAt }),
  };
}

/** The newest messages of these channels, for the outbox page. */
export async function listOutbox(view: View, channels: readonly Channel[]): Promise<OutgoingMessage[]> {
  return (await listMessages(view.read, channels, 100)).map((row) => openMessage(view, row));
}

export async function findInOutbox(
  view: View,
  channels: readonly Channel[],
  id: string,
): Promise<OutgoingMessage | undefined> {
  const row = await findMessage(view.read, channels, id);
  return row && openMessage(view, row);
}

/** Whether a message was neither sent nor given up so far. */
export function isWaiting(read: Reader, id: string): Promise<boolean> {
  return isUnsent(read, id);
}

const keptDays = 30;

/** Forgets messages sent or given up a month ago. */
export const sweepOutbox = inTurn(
  (tx, now, most) => deleteOldHeld(tx, now - 24 * 60 * 60 * 1000, most),
  (tx, now, most) => deleteOldMessages(tx, now - keptDays * 24 * 60 * 60 * 1000, most),
);
