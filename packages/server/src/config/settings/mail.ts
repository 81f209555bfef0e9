import { ConfigError } from "../config-error.ts";
import { hostPattern, matching, reading, type Settings, text, type Values, WrongValue } from "../setting.ts";

/** How mails leave. */
export const mailSettings = {
  smtpUrl: {
    name: "MORTISE_SMTP_URL",
    schema: matching(/^smtps?:\/\/.+$/, "must start with smtp:// or smtps://").refine(namesHost, {
      error:
        "must name a host, such as smtps://name:password@mail.example.com:465; special characters in a password are %-encoded",
    }),
    about:
      "Mail server, such as `smtps://name:password@mail.example.com:465`. Without it, on a loopback public URL only, mails go to the outbox page at `/dev/outbox`.",
    secret: "password",
  },
  from: {
    name: "MORTISE_MAIL_FROM",
    schema: reading(readSender),
    about:
      "Sender of mails, such as `Example <no-reply@example.com>`. Default: the product's name and `no-reply@` the public host.",
  },
  dkimDomain: {
    name: "MORTISE_DKIM_DOMAIN",
    schema: matching(hostPattern, "must be a domain such as example.com"),
    about: "Domain mails are signed for (DKIM). Goes with the next two.",
  },
  dkimSelector: {
    name: "MORTISE_DKIM_SELECTOR",
    schema: matching(hostPattern, "must be a selector such as mail2026"),
    about: "DKIM selector: the key is published at `<selector>._domainkey.<domain>`.",
  },
  dkimKeyFile: {
    name: "MORTISE_DKIM_KEY_FILE",
    schema: text,
    about:
      "File with the DKIM private key: RSA, PEM. Ed25519 keys are refused, because the mailer would leave mails unsigned.",
  },
} as const satisfies Settings;

/** Who mails are from. Apart, so that a name with a comma or an angle bracket is quoted rather than read as another address. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

function readSender(given: string): Sender {
  const match = /^(?:(?<name>[^<>]*)<(?<inner>[^<>\s]+)>|(?<bare>[^<>\s,;]+))$/u.exec(given);
  const address = match?.groups?.inner ?? match?.groups?.bare ?? "";
  const at = address.lastIndexOf("@");
  const isMailbox =
    /^[^\s@<>()[\]\\,;:"]{1,64}$/u.test(address.slice(0, at)) && hostPattern.test(address.slice(at + 1));
  if (!match || at < 1 || !isMailbox)
    throw new WrongValue(
      "must be one sender, such as Example <no-reply@example.com>; a domain in other letters is written xn--…",
    );
  const name = (match.groups?.name ?? "")
    .trimEnd()
    .replace(/^"(.*)"$/u, "$1")
    .replaceAll(/\\(.)/gu, "$1");
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) throw new WrongValue("holds invisible characters or marks of direction");
  return { name, address };
}

function namesHost(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { hostname, username, password } = new URL(given);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return hostname !== "";
}

type MailValues = Values<typeof mailSettings>;

/** Mail's own server, sender and signature. Throws `ConfigError` where nothing would send them, or half a signature is set. */
export function readMail(
  values: MailValues,
  { productName, publicHost, isPublicUrlLoopback }: MailPlace,
): { smtpUrl: string | undefined; mailFrom: Sender; dkim: Dkim | undefined } {
  const { smtpUrl, from } = values;
  if (!smtpUrl && !isPublicUrlLoopback)
    throw new ConfigError(
      "MORTISE_SMTP_URL is not set. The outbox page stands in for a mail server on a loopback address only.",
    );
  return {
    smtpUrl,
    mailFrom: from ?? { name: productName, address: `no-reply@${publicHost}` },
    dkim: readDkim(values),
  };
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
