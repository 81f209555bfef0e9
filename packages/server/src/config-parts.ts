import { urlOf } from "./addresses.ts";
import { ConfigError } from "./config-error.ts";
import { parseCidr, type Cidr } from "./rules/client-address.ts";
import type { SettingName, SettingValues as Values } from "./settings.ts";

/** Who passkeys are made for (WebAuthn's relying party). */
export interface RelyingParty {
  readonly id: string;
  /** Origins whose ceremonies are accepted: the public URL, listed hosts' pages and related origins. */
  readonly origins: readonly string[];
  readonly relatedOrigins: readonly string[];
  readonly attestation: "none" | "direct";
  /** Pages passkey managers send people to. */
  readonly endpoints: { readonly enroll: string; readonly manage: string };
}

/** How text messages leave, and how many. */
export interface TextMessageConfig {
  /** Whether phones can be bound and used here. */
  readonly isOn: boolean;
  readonly transportUrl: string | undefined;
  readonly sender: string | undefined;
  readonly secret: string | undefined;
  /** Countries whose numbers may be bound; empty for all. */
  readonly countries: readonly string[];
  readonly dailyLimit: number;
}

export function readRelyingParty(values: Values, { hostname, origin }: URL): RelyingParty {
  const id = values.MORTISE_RP_ID ?? hostname;
  if (hostname !== id && !hostname.endsWith(`.${id}`))
    throw new ConfigError(
      `MORTISE_RP_ID is ${id}, but the public URL's host is ${hostname}. It must be that host or a parent domain of it: browsers refuse passkeys for anything else.`,
    );
  if (values.MORTISE_RP_ID && !id.includes(".") && id !== "localhost")
    throw new ConfigError(`MORTISE_RP_ID is ${id}, which browsers do not accept as a domain of one's own.`);
  const relatedOrigins = list(values.MORTISE_RELATED_ORIGINS ?? "").map((part) =>
    readOrigin("MORTISE_RELATED_ORIGINS", part),
  );
  const hosts = list(values.MORTISE_ORIGINS ?? "");
  const standing = { publicUrl: origin, basePath: readBasePath(values) };
  return {
    id,
    origins: [...new Set([origin, ...hosts, ...relatedOrigins])],
    relatedOrigins,
    attestation: values.MORTISE_ATTESTATION as RelyingParty["attestation"],
    endpoints: {
      enroll: values.MORTISE_PASSKEY_ENROLL_URL ?? urlOf(standing, "/security/passkeys/new"),
      manage: values.MORTISE_PASSKEY_MANAGE_URL ?? urlOf(standing, "/security"),
    },
  };
}

export function readBasePath(values: Values): string {
  return (values.MORTISE_BASE_PATH ?? "").replace(/\/$/, "");
}

export function readTextMessages(values: Values, isLoopback: boolean): TextMessageConfig {
  const transportUrl = values.MORTISE_TEXT_MESSAGE_URL;
  if (transportUrl !== undefined) checkTextTransport(transportUrl, values);
  return {
    isOn: values.MORTISE_TEXT_MESSAGES === "on" && (transportUrl !== undefined || isLoopback),
    transportUrl,
    sender: values.MORTISE_TEXT_MESSAGE_SENDER,
    secret: values.MORTISE_TEXT_MESSAGE_SECRET,
    countries: list(values.MORTISE_TEXT_MESSAGE_COUNTRIES ?? ""),
    dailyLimit: Number(values.MORTISE_TEXT_MESSAGE_DAILY_LIMIT),
  };
}

function checkTextTransport(text: string, values: Values): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname) throw new ConfigError("MORTISE_TEXT_MESSAGE_URL is not a URL with a host.");
  const needs = (name: SettingName, why: string): void => {
    if (!values[name]) throw new ConfigError(`${name} is needed with this MORTISE_TEXT_MESSAGE_URL: ${why}`);
  };
  if (url.protocol === "twilio:") {
    if (!url.username || !url.password)
      throw new ConfigError("MORTISE_TEXT_MESSAGE_URL must name Twilio's account and token: twilio://ACCOUNT:TOKEN@….");
    needs("MORTISE_TEXT_MESSAGE_SENDER", "the number, name or messaging service Twilio sends from.");
  } else if (url.protocol === "http:" || url.protocol === "https:") {
    if (url.protocol === "http:" && !isLoopbackName(url.hostname))
      throw new ConfigError("MORTISE_TEXT_MESSAGE_URL must be https: codes and numbers travel over it.");
    if (url.username || url.password)
      throw new ConfigError("MORTISE_TEXT_MESSAGE_URL of a gateway carries no name or password: requests are signed.");
    needs("MORTISE_TEXT_MESSAGE_SECRET", "requests to the gateway are signed with it.");
  } else if (!url.username)
    throw new ConfigError("MORTISE_TEXT_MESSAGE_URL must name the SMPP account: smpp://name:password@host:2775.");
}

/** Channels whose messages stay in the outbox page, because nothing else is set that would send them. */
export function readKeptChannels(
  smtpUrl: string | undefined,
  { isOn, transportUrl }: TextMessageConfig,
  isLoopback: boolean,
): readonly ("email" | "text-message")[] {
  if (!isLoopback) return [];
  return [
    ...(smtpUrl === undefined ? (["email"] as const) : []),
    ...(isOn && transportUrl === undefined ? (["text-message"] as const) : []),
  ];
}

/** Whether a host name or address in a URL stands for this machine. */
export function isLoopbackName(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

export function readOrigin(name: SettingName, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text || (url.protocol !== "https:" && !isLoopbackName(url.hostname)))
    throw new ConfigError(`${name}: "${text}" is not an https origin such as https://app.example.com.`);
  return text;
}

export function readCidr(name: SettingName, text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new ConfigError(`${name}: "${text}" is not an address range such as 10.0.0.0/8.`);
  return cidr;
}

export function list(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
