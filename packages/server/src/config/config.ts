import { type Environment, readSettings, refuseUnknown } from "./read-settings.ts";
import type { Settings } from "./setting.ts";
import { settings, topics } from "./settings.ts";
import { readLog } from "./settings/log.ts";
import { readMail } from "./settings/mail.ts";
import { readOrganizations } from "./settings/organizations.ts";
import { readRelyingParty } from "./settings/passkeys.ts";
import { readPasswordRules } from "./settings/passwords.ts";
import { placeServer } from "./settings/server.ts";
import { readTextMessages, type TextMessageConfig } from "./settings/text-messages.ts";

/** Every deployment setting, read, checked and in the form the code uses. */
export type Config = Readonly<ReturnType<typeof compose>>;

/**
 * Reads the `MORTISE_*` variables, and the files that `MORTISE_*_FILE` name. Throws `ConfigError` for an unknown one, a wrong
 * value or an unsafe combination.
 */
export function readConfig(environment: Environment): Config {
  refuseUnknown(settings, environment);
  return compose((topic) => readSettings(topic, environment));
}

function compose(read: <Topic extends Settings>(topic: Topic) => ReturnType<typeof readSettings<Topic>>) {
  const server = placeServer(read(topics.server));
  const product = read(topics.product);
  const mail = readMail(read(topics.mail), { ...server, ...product });
  const textMessages = readTextMessages(read(topics.textMessages), server.isPublicUrlLoopback);
  return {
    ...server,
    ...product,
    ...mail,
    ...read(topics.proofs),
    ...read(topics.places),
    ...readLog(read(topics.log), server.databaseUrl),
    ...readOrganizations(read(topics.organizations)),
    ...read(topics.outside),
    ...read(topics.operation),
    passwordRules: readPasswordRules(read(topics.passwords)),
    breachedPasswords: read(topics.passwords).breached,
    session: read(topics.sessions),
    relyingParty: readRelyingParty(read(topics.passkeys), server),
    textMessages,
    keptChannels: server.isPublicUrlLoopback ? keptChannels(mail, textMessages) : [],
  };
}

// Channels whose messages stay in the outbox page, because nothing else is set that would send them.
function keptChannels(
  { smtpUrl }: { readonly smtpUrl: string | undefined },
  { isOn, transportUrl }: TextMessageConfig,
): readonly ("email" | "text-message")[] {
  return [
    ...(smtpUrl === undefined ? (["email"] as const) : []),
    ...(isOn && transportUrl === undefined ? (["text-message"] as const) : []),
  ];
}
