import type { Config } from "../../config/config.ts";
import { readPlainFile } from "../../config/plain-file.ts";
import { rsaBitsOf } from "../../crypto/rsa.ts";
import { reachText, tryMail } from "../../delivery/try-transports.ts";
import { type Finding, ok, warning, within } from "./finding.ts";

const seconds = 12;

/** Whether mails and text messages would leave. Sends none. */
export async function lookAtSenders(config: Config): Promise<readonly Finding[]> {
  return [
    ...(await within(seconds, "mail server", () => lookAtMail(config))),
    ...lookAtSender(config),
    ...(await within(seconds, "text messages", () => lookAtTexts(config))),
  ];
}

async function lookAtMail(config: Config): Promise<readonly Finding[]> {
  if (config.smtpUrl === undefined)
    return [
      warning(
        "mail server",
        "none is set: mails stay in the outbox page",
        "Set MORTISE_SMTP_URL before others sign up.",
      ),
    ];
  const { host, isEncrypted, isAuthenticated } = await tryMail(config);
  const says = `${host} takes our greeting${isAuthenticated ? " and our password" : ""}`;
  return [
    isEncrypted
      ? ok("mail server", `${says}, encrypted`)
      : warning(
          "mail server",
          `${says}, but offers no encryption: mailed links can be read on the way`,
          "Use smtps://, or a server with STARTTLS.",
        ),
  ];
}

function lookAtSender({ mailFrom, dkim, smtpUrl, publicHost }: Config): readonly Finding[] {
  if (smtpUrl === undefined) return [];
  const domain = mailFrom.address.slice(mailFrom.address.lastIndexOf("@") + 1);
  const record = `${domain} needs an SPF record that names the mail server, and _dmarc.${domain} a policy`;
  return [
    ok("sender", `${mailFrom.address}${domain === publicHost ? "" : `; replies go to ${domain}`}`),
    warning("SPF and DMARC", "are not asked for here: no look-up leaves this machine", `Look yourself: ${record}.`),
    lookAtDkim(dkim, domain),
  ];
}

function lookAtDkim(dkim: Config["dkim"], domain: string): Finding {
  if (!dkim)
    return warning("DKIM", "mails are not signed here", "Unless the mail server signs them, set MORTISE_DKIM_*.");
  const bits = rsaBitsOf(readKey(dkim.privateKeyFile));
  if (bits > 0 && bits < 2048)
    return warning(
      "DKIM",
      `its key has ${bits} bits, fewer than anybody should rely on`,
      "Make one of 2048 and publish it under a new selector (docs/guides/operating.md).",
    );
  const isAligned = dkim.domain.toLowerCase() === domain || domain.endsWith(`.${dkim.domain.toLowerCase()}`);
  return isAligned
    ? ok(
        "DKIM",
        `mails are signed for ${dkim.domain}; its key must stand at ${dkim.selector}._domainkey.${dkim.domain}`,
      )
    : warning(
        "DKIM",
        `mails are signed for ${dkim.domain}, but come from ${domain}`,
        "Sign for the sender's domain: DMARC asks for it.",
      );
}

// That it cannot be read is said where mail is looked at.
function readKey(file: string): string {
  try {
    return readPlainFile(file);
  } catch {
    return "";
  }
}

async function lookAtTexts({ textMessages }: Config): Promise<readonly Finding[]> {
  if (!textMessages.isOn) return [ok("text messages", "off")];
  if (textMessages.transportUrl === undefined)
    return [
      warning(
        "text messages",
        "no gateway is set: they stay in the outbox page",
        "Set MORTISE_TEXT_MESSAGE_URL, or MORTISE_TEXT_MESSAGES=off.",
      ),
    ];
  const host = await reachText(new URL(textMessages.transportUrl));
  return [ok("text messages", `${host} can be reached; whether it takes our name is not tried, for that could cost`)];
}
