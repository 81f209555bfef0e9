import { seal, unseal } from "../crypto/seal.ts";
import type { Reader, Tx } from "../database/database.ts";
import type { Services } from "../services.ts";
import { type Mail, renderMail } from "./mail.ts";
import { deleteOldMessages, findMessage, insertMessage, listMessages, type OutboxRow } from "./outbox.sql.ts";

/** A message as its transport needs it. */
export interface OutgoingMessage {
  readonly id: string;
  readonly channel: "email" | "text-message";
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly at: number;
}

/** Puts a mail into the outbox, in the transaction of what it tells of. It is sent after the commit, at least once. */
export async function deliver(tx: Tx, services: Services, mail: Mail): Promise<void> {
  const { newId, now, keys, random, config } = services;
  const id = newId("mail");
  const content = JSON.stringify(renderMail(mail, config));
  await insertMessage(tx, {
    id,
    channel: "email",
    recipient: mail.to,
    subject: mail.subject,
    // Mailed links open accounts, so they are not left readable in the database or its backups.
    sealedContent: seal(keys, random, Buffer.from(content), id),
    createdAt: now(),
    nextTryAt: now(),
    tries: 0,
  });
  services.announceMail(tx);
}

/** Opens a stored message. */
export function openMessage({ keys }: Services, row: OutboxRow): OutgoingMessage {
  const content = JSON.parse(Buffer.from(unseal(keys, row.sealedContent ?? new Uint8Array(), row.id)).toString()) as {
    text: string;
    html?: string;
  };
  return {
    id: row.id,
    channel: row.channel as OutgoingMessage["channel"],
    to: row.recipient,
    ...(row.subject !== null && { subject: row.subject }),
    ...content,
    at: row.createdAt,
  };
}

/** The newest messages, for the outbox page. */
export async function listOutbox(services: Services, read: Reader): Promise<OutgoingMessage[]> {
  return (await listMessages(read, 100)).map((row) => openMessage(services, row));
}

export async function findInOutbox(services: Services, read: Reader, id: string): Promise<OutgoingMessage | undefined> {
  const row = await findMessage(read, id);
  return row && openMessage(services, row);
}

const keptDays = 30;

/** Forgets messages sent or given up a month ago. */
export function sweepOutbox(tx: Tx, now: number): Promise<void> {
  return deleteOldMessages(tx, now - keptDays * 24 * 60 * 60 * 1000);
}
