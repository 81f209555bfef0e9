import { readPlainFile } from "../config/plain-file.ts";
import { domainToASCII } from "node:url";
import type { createTransport } from "nodemailer";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { isRsaPrivateKey } from "../crypto/rsa.ts";
import type { Channel, OutgoingMessage } from "./outbox.ts";

/** Messages on their way at once. */
export const lanes = 10;

/** Hands messages to the world. Rejects when the message was not taken over. */
export interface Transport {
  readonly channel: Channel;
  /** Breaks off, and rejects, when the signal says so: it has an end of its own for a receiver that has none. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<void>;
  /** Whether what was sent stays readable, because the outbox page is the mailbox. */
  readonly keepsContent: boolean;
  close(): void | Promise<void>;
}

/** A message that was not taken over. Its text names a status, and nothing of the message or its recipient. */
export class NotTaken extends Error {
  /** Whether trying again is of no use. */
  readonly isFinal: boolean;
  constructor(reason: string, { isFinal = false } = {}) {
    super(reason);
    this.isFinal = isFinal;
  }
}

/** The outbox page is the mailbox: nothing needs to be sent. */
export function keepInOutbox(channel: Channel): Transport {
  return { channel, send: async () => {}, keepsContent: true, close: () => {} };
}

/** SMTP when it is set up, else the outbox page. */
export function openTransport(config: Config): Transport {
  // Read where no mail leaves, too: that it is of no use is to be known at start.
  const dkim = config.dkim && { ...config.dkim, privateKey: readDkimKey(config.dkim.privateKeyFile) };
  if (!config.smtpUrl) return keepInOutbox("email");
  const options = optionsOf(config.smtpUrl, dkim);
  // Read beside the start, and only where mail leaves; not with the first mail, when an upgrade may have put other files in place.
  const opening = import("nodemailer").then((nodemailer) => nodemailer.createTransport(options));
  opening.catch(() => undefined);
  const host = new URL(config.publicUrl).hostname;
  return {
    channel: "email",
    keepsContent: false,
    async close() {
      (await opening).close({ force: true });
    },
    async send({ id, to, subject, text, html, at, unsubscribeUrl }, signal) {
      // The same Message-ID at each try lets receivers drop the copy that a crash between sending and noting it can make.
      const smtp = await opening;
      await smtp.sendMail({
        from: config.mailFrom,
        to: { name: "", address: envelopeAddress(to) },
        subject,
        text,
        html,
        date: new Date(at),
        messageId: `<${id}@${host}>`,
        headers: headersOf(unsubscribeUrl),
        disableFileAccess: true,
        disableUrlAccess: true,
        signal,
      });
    },
  };
}

type Options = Parameters<typeof createTransport>[0];
type Dkim = { readonly domain: string; readonly selector: string; readonly privateKey: string } | null | undefined;

function optionsOf(url: string, dkim: Dkim): Options {
  return {
    url,
    pool: true,
    maxConnections: lanes,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    ...(dkim && { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
  } as Options;
}

function headersOf(unsubscribeUrl: string | undefined): Record<string, string> {
  return {
    "Auto-Submitted": "auto-generated",
    ...(unsubscribeUrl !== undefined && { "List-Unsubscribe": `<${unsubscribeUrl}>` }),
  };
}

// The domain as the account's key has it, so that what is confirmed is what was mailed; an object is not parsed as a list.
function envelopeAddress(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, at)}@${domainToASCII(email.slice(at + 1).toLowerCase())}`;
}

function readDkimKey(file: string): string {
  const key = readKeyFile(file);
  // The mailer leaves mails unsigned, without an error, when given a key it cannot use.
  if (!isRsaPrivateKey(key)) throw new ConfigError("MORTISE_DKIM_KEY_FILE must hold an RSA private key in PEM.");
  return key;
}

function readKeyFile(file: string): string {
  try {
    return readPlainFile(file);
  } catch (error) {
    throw new ConfigError(`MORTISE_DKIM_KEY_FILE cannot be read: ${(error as Error).message}.`);
  }
}
