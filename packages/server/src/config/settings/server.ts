import { isIP } from "node:net";
import { readRootKey, type RootKey } from "../../crypto/keys.ts";
import { ConfigError } from "../config-error.ts";
import { isLoopbackName } from "../../rules/requests/loopback.ts";
import {
  cidr,
  list,
  matching,
  onOff,
  origin,
  reading,
  type Settings,
  text,
  type Values,
  whole,
  WrongValue,
} from "../setting.ts";

/** Where the server listens, what it is reached at, and its database. */
export const serverSettings = {
  host: {
    name: "MORTISE_HOST",
    schema: text,
    default: "127.0.0.1",
    about: "Address to listen on. `0.0.0.0` for all.",
  },
  port: { name: "MORTISE_PORT", schema: whole(1, 65_535), default: "3000", about: "Port to listen on." },
  tlsCertificate: {
    name: "MORTISE_TLS_CERTIFICATE_FILE",
    schema: text,
    about:
      "File with the certificate, and its chain, that the server itself speaks TLS with (PEM): where the proxy stands on another machine. Without it, it speaks plain http. Goes with the next. Read at the start.",
  },
  tlsKey: { name: "MORTISE_TLS_KEY_FILE", schema: text, about: "File with that certificate's private key (PEM)." },
  tlsClients: {
    name: "MORTISE_TLS_CLIENT_CA_FILE",
    schema: text,
    about:
      "File with the authority (PEM) that must have signed the certificate of whoever connects, such as the proxy's. Without it anybody may connect.",
  },
  workers: {
    name: "MORTISE_WORKERS",
    schema: whole(1, 64),
    default: "1",
    about:
      "Processes that answer on the one port, as many as there are cores to spare. One of them seals, sends and tidies up. What is set for a server, its connections to PostgreSQL and its password hashing, they share. Inside an app it does nothing.",
  },
  publicUrl: {
    name: "MORTISE_PUBLIC_URL",
    schema: reading(readPublicUrl),
    about:
      "The origin people reach the server at, such as `https://id.example.com`. Default `http://localhost:<port>`. Must be https unless it is a loopback address.",
  },
  basePath: {
    name: "MORTISE_BASE_PATH",
    schema: matching(
      /^(?=\/)(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/,
      "must be a path such as /auth, of letters, digits and - . _ ~",
    ).transform((path) => path.replace(/\/$/, "")),
    default: "/",
    about:
      "What the paths of pages, API, assets and health begin with, such as `/auth`, so that an app on the same host keeps its own. Only `/.well-known/…` stays at the root.",
  },
  origins: {
    name: "MORTISE_ORIGINS",
    schema: list(origin),
    default: "",
    about:
      "Comma-separated origins of host apps whose pages may call the API with the session cookie, and to which sign-in may return.",
  },
  trustedProxies: {
    name: "MORTISE_TRUSTED_PROXIES",
    schema: list(cidr),
    default: "",
    about:
      "Comma-separated CIDRs of the proxies in front. Only from them is `X-Forwarded-For` believed, read from the right. Without a list no forwarded header counts.",
  },
  hstsSubdomains: {
    name: "MORTISE_HSTS_SUBDOMAINS",
    schema: onOff,
    default: "on",
    about:
      "Whether `Strict-Transport-Security`, which every answer has on https, holds for all subdomains of the public URL's host too. `off` where one of them is still http.",
  },
  databaseUrl: {
    name: "MORTISE_DATABASE_URL",
    schema: matching(/^(file:.+|postgres(ql)?:\/\/.+)$/, "must start with file: or postgres://"),
    default: "file:./data/mortise.db",
    about: "`file:path` for SQLite, `postgres://…` for PostgreSQL 14 or newer.",
    secret: "password",
  },
  databasePool: {
    name: "MORTISE_DATABASE_POOL",
    schema: whole(1, 200),
    default: "10",
    about: "Connections to PostgreSQL a server holds at most.",
  },
  databaseTimeoutSeconds: {
    name: "MORTISE_DATABASE_TIMEOUT_SECONDS",
    schema: whole(1, 3600),
    default: "10",
    about:
      "How long PostgreSQL may take for a statement; a connection gets five seconds at most, a lock four. Beyond it requests get 503 and are to be repeated. On SQLite the lock of another process is waited for five seconds.",
  },
  databaseStatementNames: {
    name: "MORTISE_DATABASE_STATEMENT_NAMES",
    schema: onOff,
    default: "on",
    about:
      "Whether PostgreSQL statements are prepared by name. Behind a pooler that lends connections by the transaction and keeps no names, which the server finds out by itself, they are not. `off` spares it looking for names that would be in vain.",
  },
  rootKeys: {
    name: "MORTISE_ROOT_KEY",
    schema: list(reading(readKey)),
    default: "",
    about:
      "Comma-separated root keys, 32 bytes each in base64. The first seals, all unseal. Without it a key is made once and kept in `mortise.key` beside the SQLite file; PostgreSQL needs it set.",
    secret: "whole",
  },
} as const satisfies Settings;

/** The origin people reach the server at, with the address that stands in for it until it is set. */
export function placeServer({ publicUrl: given, ...all }: Values<typeof serverSettings>) {
  const { tlsCertificate, tlsKey, tlsClients, ...values } = all;
  const tls = readTls({ certificate: tlsCertificate, key: tlsKey, clients: tlsClients });
  const at = given ?? new URL(`${tls ? "https" : "http"}://localhost:${values.port}`);
  if (values.databaseUrl.startsWith("postgres") && values.databasePool < values.workers)
    throw new ConfigError(
      "MORTISE_DATABASE_POOL must not be less than MORTISE_WORKERS: each of them needs a connection.",
    );
  if (tls && at.protocol !== "https:")
    throw new ConfigError("MORTISE_PUBLIC_URL is http, but the server is set to speak TLS. Make it https.");
  return {
    ...values,
    tls,
    /** Without a trailing slash. */
    publicUrl: at.origin,
    publicHost: at.hostname,
    isPublicUrlLoopback: isLoopbackName(at.hostname),
  };
}

/** Files with which the server speaks TLS, and of whom. */
export interface Tls {
  readonly certificate: string;
  readonly key: string;
  readonly clients: string | undefined;
}

function readTls({ certificate, key, clients }: { readonly [Part in keyof Tls]: string | undefined }): Tls | undefined {
  if (certificate !== undefined && key !== undefined) return { certificate, key, clients };
  if (certificate === undefined && key === undefined && clients === undefined) return undefined;
  throw new ConfigError(
    "MORTISE_TLS_CERTIFICATE_FILE and MORTISE_TLS_KEY_FILE go together, and MORTISE_TLS_CLIENT_CA_FILE with both.",
  );
}

function readKey(given: string): RootKey {
  const key = readRootKey(given);
  if (!key) throw new WrongValue("a root key must be exactly 32 bytes, in base64 or hex (openssl rand -base64 32)");
  return key;
}

function readPublicUrl(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw new WrongValue("must be an absolute URL such as https://id.example.com");
  if (url.pathname !== "/" || url.search || url.hash || url.username)
    throw new WrongValue("must be an origin: scheme, host and port, with no path, query or user");
  if (url.hostname.endsWith("."))
    throw new WrongValue(
      `${url.host} ends in a dot: to a browser that is another site, with cookies and passkeys of its own`,
    );
  if (url.protocol !== "https:" && !isLoopbackName(url.hostname))
    throw new WrongValue(
      `passwords and session cookies travel over ${url.origin}, so it must be https (http is for loopback only)`,
    );
  if (isAddress(url.hostname) && !isLoopbackName(url.hostname))
    throw new WrongValue(
      `${url.hostname} is an address. Browsers make passkeys for names only, and certificates and cookies need one too: give the name people reach it by`,
    );
  return url;
}

const isAddress = (hostname: string): boolean => isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
