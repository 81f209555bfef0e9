import type { Standing } from "./addresses.ts";
import { ConfigError } from "./config-error.ts";
import { type LogConfig, readLogSettings } from "./config-log.ts";
import { type OrganizationConfig, readOrganizationSettings } from "./config-organizations.ts";
import {
  isLoopbackName,
  list,
  readBasePath,
  readCidr,
  readOrigin,
  readRelyingParty,
  readTextMessages,
  type RelyingParty,
  type TextMessageConfig,
} from "./config-parts.ts";
import type { Cidr } from "./rules/client-address.ts";
import type { PasswordRules } from "./rules/passwords.ts";
import type { StepUpStrength } from "./rules/step-up-kinds.ts";
import type { Setting } from "./setting.ts";
import { type SettingName, settings, type SettingValues as Values } from "./settings.ts";

/** Every deployment setting, read, checked and in the form the code uses. */
export interface Config extends LogConfig, OrganizationConfig {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** What every path begins with, without a trailing slash; empty at the root. */
  readonly basePath: string;
  readonly isPublicUrlLoopback: boolean;
  readonly origins: readonly string[];
  readonly trustedProxies: readonly Cidr[];
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly databaseStatementNames: boolean;
  readonly rootKeys: readonly string[];
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKeyFile: string } | undefined;
  readonly productName: string;
  readonly supportUrl: string | undefined;
  readonly securityContact: string | undefined;
  readonly signUp: "open" | "closed";
  readonly passwordRules: PasswordRules;
  readonly hashQueue: number;
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number };
  readonly stepUpStrength: StepUpStrength;
  readonly relyingParty: RelyingParty;
  readonly rememberDeviceDays: number;
  readonly textMessages: TextMessageConfig;
  readonly geoipDatabase: string | undefined;
  readonly countryHeader: string | undefined;
  readonly doubtedNetworks: readonly Cidr[];
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the `MORTISE_*` variables. Throws `ConfigError` for an unknown one, a wrong value or an unsafe combination. */
export function readConfig(environment: Environment): Config {
  refuseUnknown(environment);
  const values = readValues(environment);
  const text = (name: SettingName): string => values[name] ?? "";
  const publicUrl = text("MORTISE_PUBLIC_URL") || `http://localhost:${text("MORTISE_PORT")}`;
  const url = readPublicUrl(publicUrl);
  const config: Config = {
    host: text("MORTISE_HOST"),
    port: Number(text("MORTISE_PORT")),
    ...readStanding(values, url),
    origins: list(text("MORTISE_ORIGINS")).map((part) => readOrigin("MORTISE_ORIGINS", part)),
    trustedProxies: list(text("MORTISE_TRUSTED_PROXIES")).map((part) => readCidr("MORTISE_TRUSTED_PROXIES", part)),
    databaseUrl: text("MORTISE_DATABASE_URL"),
    databasePool: Number(text("MORTISE_DATABASE_POOL")),
    databaseStatementNames: text("MORTISE_DATABASE_STATEMENT_NAMES") === "on",
    rootKeys: list(text("MORTISE_ROOT_KEY")),
    smtpUrl: values.MORTISE_SMTP_URL,
    mailFrom: text("MORTISE_MAIL_FROM") || `${text("MORTISE_PRODUCT_NAME")} <no-reply@${url.hostname}>`,
    dkim: readDkim(values),
    productName: text("MORTISE_PRODUCT_NAME"),
    supportUrl: values.MORTISE_SUPPORT_URL,
    securityContact: values.MORTISE_SECURITY_CONTACT,
    signUp: text("MORTISE_SIGN_UP") as "open" | "closed",
    passwordRules: readPasswordRules(values),
    hashQueue: Number(text("MORTISE_HASH_QUEUE")),
    session: readSessionLimits(values),
    stepUpStrength: text("MORTISE_STEP_UP_STRENGTH") as StepUpStrength,
    relyingParty: readRelyingParty(values, url),
    rememberDeviceDays: Number(text("MORTISE_REMEMBER_DEVICE_DAYS")),
    textMessages: readTextMessages(values, isLoopbackName(url.hostname)),
    ...readPlaces(values),
    ...readLogSettings(values),
    ...readOrganizationSettings(values),
    metricsToken: values.MORTISE_METRICS_TOKEN,
    logLevel: text("MORTISE_LOG_LEVEL"),
  };
  refuseUnsent(config);
  return config;
}

function readStanding(values: Values, { origin, hostname }: URL): Pick<Config, keyof Standing | "isPublicUrlLoopback"> {
  return { publicUrl: origin, basePath: readBasePath(values), isPublicUrlLoopback: isLoopbackName(hostname) };
}

function readPlaces(values: Values): Pick<Config, "geoipDatabase" | "countryHeader" | "doubtedNetworks"> {
  return {
    geoipDatabase: values.MORTISE_GEOIP_DATABASE,
    countryHeader: values.MORTISE_COUNTRY_HEADER?.toLowerCase(),
    doubtedNetworks: list(values.MORTISE_DOUBTED_NETWORKS ?? "").map((part) =>
      readCidr("MORTISE_DOUBTED_NETWORKS", part),
    ),
  };
}

function refuseUnsent(config: Config): void {
  if (!config.smtpUrl && !config.isPublicUrlLoopback)
    throw new ConfigError(
      "MORTISE_SMTP_URL is not set. The outbox page stands in for a mail server on a loopback address only.",
    );
}

function refuseUnknown(environment: Environment): void {
  for (const name of Object.keys(environment)) {
    if (!name.startsWith("MORTISE_") || name in settings) continue;
    const nearest = Object.keys(settings).sort((a, b) => distance(name, a) - distance(name, b))[0];
    throw new ConfigError(`${name} is not a setting. Did you mean ${nearest}? docs/configuration.md lists them all.`);
  }
}

function readValues(environment: Environment): Values {
  const values: Record<string, string | undefined> = {};
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = environment[name]?.trim() || setting.default;
    if (given === undefined) continue;
    const parsed = setting.schema.safeParse(given);
    if (!parsed.success) throw new ConfigError(`${name}: ${parsed.error.issues[0]?.message ?? "not a valid value"}.`);
    values[name] = parsed.data;
  }
  return values as Values;
}

function readPublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw new ConfigError("MORTISE_PUBLIC_URL must be an absolute URL such as https://id.example.com.");
  if (url.pathname !== "/" || url.search || url.hash || url.username)
    throw new ConfigError("MORTISE_PUBLIC_URL must be an origin: scheme, host and port, with no path, query or user.");
  if (url.protocol !== "https:" && !isLoopbackName(url.hostname))
    throw new ConfigError(
      `MORTISE_PUBLIC_URL is ${url.origin}. Passwords and session cookies travel over it, so it must be https (http is for loopback only).`,
    );
  return url;
}

function readSessionLimits(values: Values): Config["session"] {
  return {
    idleSeconds: Number(values.MORTISE_SESSION_IDLE_SECONDS),
    absoluteSeconds: Number(values.MORTISE_SESSION_ABSOLUTE_SECONDS),
  };
}

function readDkim(values: Values): Config["dkim"] {
  const [domain, selector, privateKeyFile] = [
    values.MORTISE_DKIM_DOMAIN,
    values.MORTISE_DKIM_SELECTOR,
    values.MORTISE_DKIM_KEY_FILE,
  ];
  if (!domain && !selector && !privateKeyFile) return undefined;
  if (!domain || !selector || !privateKeyFile)
    throw new ConfigError(
      "MORTISE_DKIM_DOMAIN, MORTISE_DKIM_SELECTOR and MORTISE_DKIM_KEY_FILE go together: set all three or none.",
    );
  return { domain, selector, privateKeyFile };
}

function readPasswordRules(values: Values): PasswordRules {
  const nist = values.MORTISE_PASSWORD_PRESET === "nist";
  const minLength = Number(values.MORTISE_PASSWORD_MIN_LENGTH ?? (nist ? 15 : 8));
  const requires = values.MORTISE_PASSWORD_REQUIRES ?? (nist ? "" : "uppercase,lowercase,digit,symbol");
  const changed = values.MORTISE_PASSWORD_MIN_LENGTH !== undefined || values.MORTISE_PASSWORD_REQUIRES !== undefined;
  return {
    preset: changed ? "custom" : nist ? "nist" : "default",
    minLength,
    maxLength: 256,
    requires: list(requires === "none" ? "" : requires) as unknown as PasswordRules["requires"],
  };
}

// Levenshtein's distance, to name the setting that was probably meant.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
