import { urlOf } from "./addresses.ts";
import type { Config } from "./config/config.ts";
import type { OpenedServices } from "./open-services.ts";

/** What is said to whoever started the server. */
export function describeReady(config: Config, { services, migrated }: OpenedServices): string {
  const lines = [
    `${config.productName} is ready at ${config.publicUrl}${config.basePath}`,
    `  Listening on  ${config.host}:${config.port}${config.workers > 1 ? `, ${config.workers} workers` : ""}`,
    `  Database      ${services.database.place}${migrated.length > 0 ? ` (migrated: ${migrated.join(", ")})` : ""}`,
    `  Mail          ${config.smtpUrl ? `sent through ${new URL(config.smtpUrl).host}` : `kept in the outbox page, ${urlOf(config, "/dev/outbox")}`}`,
    `  Text messages ${describeTextMessages(config)}`,
    "  Stop          Ctrl-C",
  ];
  return `${lines.join("\n")}\n`;
}

function describeTextMessages(config: Config): string {
  const { isOn, transportUrl } = config.textMessages;
  if (!isOn) return "off";
  return transportUrl
    ? `sent through ${new URL(transportUrl).host}`
    : `kept in the outbox page, ${urlOf(config, "/dev/outbox")}`;
}
