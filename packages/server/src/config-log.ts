import { basename } from "node:path";
import { readVerifierKey, type VerifierKey } from "./audit/log/tree/verifier-key.ts";
import { ConfigError } from "./config-error.ts";
import { isLoopbackName, list } from "./config-parts.ts";
import type { SettingValues as Values } from "./settings.ts";

/** Somewhere the log's checkpoints are kept beside the database, so that a log that was set back shows. */
export type Witness = { readonly setting: string; readonly name: string } & (
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "http"; readonly url: URL; readonly key: VerifierKey }
  | { readonly kind: "webhook"; readonly url: URL; readonly secret: string }
);

/** What the deployment says of its event log. */
export interface LogConfig {
  /** Addresses of the accounts that look after the deployment. */
  readonly operators: readonly string[];
  readonly eventRetentionDays: number;
  readonly witnesses: readonly Witness[];
}

export function readLogSettings(values: Values): LogConfig {
  const witnesses = list(values.MORTISE_LOG_WITNESSES ?? "").map((part) =>
    readWitness(part, values.MORTISE_LOG_WITNESS_SECRET),
  );
  if (new Set(witnesses.map(({ setting }) => setting)).size < witnesses.length)
    throw new ConfigError("MORTISE_LOG_WITNESSES names one witness twice.");
  return {
    operators: list(values.MORTISE_OPERATORS ?? ""),
    eventRetentionDays: Number(values.MORTISE_EVENT_RETENTION_DAYS),
    witnesses,
  };
}

const webhook = "webhook+";

function readWitness(text: string, secret: string | undefined): Witness {
  if (text.startsWith("file:")) return readFile(text);
  const isWebhook = text.startsWith(webhook);
  const bare = isWebhook ? text.slice(webhook.length) : text;
  const url = URL.canParse(bare) ? new URL(bare) : undefined;
  if (!url?.hostname || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new ConfigError(
      "MORTISE_LOG_WITNESSES: each one begins with file:/, https:// or webhook+https://, and names a path or a host.",
    );
  if (url.protocol === "http:" && !isLoopbackName(url.hostname))
    throw new ConfigError(`MORTISE_LOG_WITNESSES: ${url.host} must be asked by https (http is for loopback only).`);
  if (url.username || url.password)
    throw new ConfigError(`MORTISE_LOG_WITNESSES: ${url.host} is given without name and password.`);
  if (!isWebhook) return readHttp(text, url);
  if (!secret)
    throw new ConfigError("MORTISE_LOG_WITNESS_SECRET is needed with a webhook: requests to it are signed with it.");
  return { setting: text, name: url.host, kind: "webhook", url, secret };
}

function readFile(text: string): Witness {
  const path = text.slice("file:".length);
  if (!path.startsWith("/") || path.startsWith("//") || path.endsWith("/"))
    throw new ConfigError("MORTISE_LOG_WITNESSES: a file is given by its whole path, as in file:/srv/checkpoints.txt.");
  return { setting: text, name: basename(path), kind: "file", path };
}

// Without its key anyone on the way could answer in its name.
function readHttp(text: string, url: URL): Witness {
  const key = readVerifierKey(url.hash.slice(1));
  if (key?.kind !== "witness")
    throw new ConfigError(
      `MORTISE_LOG_WITNESSES: ${url.host} needs its key behind a "#", as in https://${url.host}/#name+hash+key. mortise witness prints it.`,
    );
  const asked = new URL(url);
  asked.hash = "";
  return { setting: text, name: url.host, kind: "http", url: asked, key };
}
