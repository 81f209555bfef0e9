import type { Setting } from "./setting.ts";
import { logSettings } from "./settings/log.ts";
import { mailSettings } from "./settings/mail.ts";
import { operationSettings } from "./settings/operation.ts";
import { organizationSettings } from "./settings/organizations.ts";
import { outsideSettings } from "./settings/outside.ts";
import { passkeySettings } from "./settings/passkeys.ts";
import { passwordSettings } from "./settings/passwords.ts";
import { placeSettings } from "./settings/places.ts";
import { productSettings } from "./settings/product.ts";
import { serverSettings } from "./settings/server.ts";
import { proofSettings, sessionSettings } from "./settings/sessions.ts";
import { textMessageSettings } from "./settings/text-messages.ts";

/** THE settings, by topic, in the order they are documented. An unknown `MORTISE_*` variable is an error at start. */
export const topics = {
  server: serverSettings,
  mail: mailSettings,
  product: productSettings,
  passwords: passwordSettings,
  sessions: sessionSettings,
  proofs: proofSettings,
  passkeys: passkeySettings,
  textMessages: textMessageSettings,
  places: placeSettings,
  log: logSettings,
  organizations: organizationSettings,
  outside: outsideSettings,
  operation: operationSettings,
} as const;

/** All of them, one after another. */
export const settings: readonly Setting[] = Object.values(topics).flatMap((topic) => Object.values<Setting>(topic));
