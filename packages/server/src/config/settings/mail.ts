import { ConfigError } from "../config-error.ts";
import { matching, type Settings, text, type Values } from "../setting.ts";

/** How mails leave. */
export const mailSettings = {
  smtpUrl: {
    name: "MORTISE_SMTP_URL",
    schema: matching(/^smtps?:\/\/.+$/, "must start with smtp:// or smtps://"),
    about:
      "Mail server, such as `smtps://name:password@mail.example.com:465`. Without it, on a loopback public URL only, mails go to the outbox page at `/dev/outbox`.",
    secret: "password",
  },
  from: {
    name: "MORTISE_MAIL_FROM",
    schema: text,
    about:
      "Sender of mails, such as `Example <no-reply@example.com>`. Default: the product's name and `no-reply@` the public host.",
  },
  dkimDomain: {
    name: "MORTISE_DKIM_DOMAIN",
    schema: text,
    about: "Domain mails are signed for (DKIM). Goes with the next two.",
  },
  dkimSelector: {
    name: "MORTISE_DKIM_SELECTOR",
    schema: text,
    about: "DKIM selector: the key is published at `<selector>._domainkey.<domain>`.",
  },
  dkimKeyFile: {
    name: "MORTISE_DKIM_KEY_FILE",
    schema: text,
    about:
      "File with the DKIM private key: RSA, PEM. Ed25519 keys are refused, because the mailer would leave mails unsigned.",
  },
} as const satisfies Settings;

type MailValues = Values<typeof mailSettings>;

/** Mail's own server, sender and signature. Throws `ConfigError` where nothing would send them, or half a signature is set. */
export function readMail(
  values: MailValues,
  { productName, publicHost, isPublicUrlLoopback }: MailPlace,
): { smtpUrl: string | undefined; mailFrom: string; dkim: Dkim | undefined } {
  const { smtpUrl, from } = values;
  if (!smtpUrl && !isPublicUrlLoopback)
    throw new ConfigError(
      "MORTISE_SMTP_URL is not set. The outbox page stands in for a mail server on a loopback address only.",
    );
  return { smtpUrl, mailFrom: from ?? `${productName} <no-reply@${publicHost}>`, dkim: readDkim(values) };
}

interface MailPlace {
  readonly productName: string;
  readonly publicHost: string;
  readonly isPublicUrlLoopback: boolean;
}

/** With what mails are signed. */
export interface Dkim {
  readonly domain: string;
  readonly selector: string;
  readonly privateKeyFile: string;
}

function readDkim({ dkimDomain, dkimSelector, dkimKeyFile }: MailValues): Dkim | undefined {
  if (!dkimDomain && !dkimSelector && !dkimKeyFile) return undefined;
  if (!dkimDomain || !dkimSelector || !dkimKeyFile)
    throw new ConfigError(
      "MORTISE_DKIM_DOMAIN, MORTISE_DKIM_SELECTOR and MORTISE_DKIM_KEY_FILE go together: set all three or none.",
    );
  return { domain: dkimDomain, selector: dkimSelector, privateKeyFile: dkimKeyFile };
}
