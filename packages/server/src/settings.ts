import { z } from "zod";
import { matching, oneOf, type Setting, text, whole } from "./setting.ts";
import { authenticatorSettings } from "./settings-authenticators.ts";
import { logSettings } from "./settings-log.ts";
import { organizationSettings } from "./settings-organizations.ts";

const classes = ["uppercase", "lowercase", "digit", "symbol"];

/** THE list of settings. An unknown `MORTISE_*` variable is an error at start. */
export const settings = {
  MORTISE_HOST: { schema: text, default: "127.0.0.1", about: "Address to listen on. `0.0.0.0` for all." },
  MORTISE_PORT: { schema: whole(1, 65_535), default: "3000", about: "Port to listen on." },
  MORTISE_PUBLIC_URL: {
    schema: text,
    about:
      "The origin people reach the server at, such as `https://id.example.com`. Default `http://localhost:<port>`. Must be https unless it is a loopback address.",
  },
  MORTISE_BASE_PATH: {
    schema: matching(
      /^(?=\/)(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/,
      "must be a path such as /auth, of letters, digits and - . _ ~",
    ),
    default: "/",
    about:
      "What the paths of pages, API, assets and health begin with, such as `/auth`, so that an app on the same host keeps its own. Only `/.well-known/…` stays at the root.",
  },
  MORTISE_ORIGINS: {
    schema: text,
    about:
      "Comma-separated origins of host apps whose pages may call the API with the session cookie, and to which sign-in may return.",
  },
  MORTISE_TRUSTED_PROXIES: {
    schema: text,
    about:
      "Comma-separated CIDRs of the proxies in front. Only from them is `X-Forwarded-For` believed, read from the right. Without a list no forwarded header counts.",
  },
  MORTISE_DATABASE_URL: {
    schema: matching(/^(file:.+|postgres(ql)?:\/\/.+)$/, "must start with file: or postgres://"),
    default: "file:./data/mortise.db",
    about: "`file:path` for SQLite, `postgres://…` for PostgreSQL 14 or newer.",
    secret: true,
  },
  MORTISE_DATABASE_POOL: {
    schema: whole(1, 200),
    default: "10",
    about: "Connections to PostgreSQL a server holds at most.",
  },
  MORTISE_DATABASE_STATEMENT_NAMES: {
    schema: oneOf("on", "off"),
    default: "on",
    about:
      "Whether PostgreSQL statements are prepared by name. `off` behind poolers that cannot keep them (PgBouncer before 1.21).",
  },
  MORTISE_ROOT_KEY: {
    schema: text,
    about:
      "Comma-separated root keys, 32 bytes each in base64. The first seals, all unseal. Without it a key is made once and kept in `mortise.key` beside the SQLite file; PostgreSQL needs it set.",
    secret: true,
  },
  MORTISE_SMTP_URL: {
    schema: matching(/^smtps?:\/\/.+$/, "must start with smtp:// or smtps://"),
    about:
      "Mail server, such as `smtps://name:password@mail.example.com:465`. Without it, on a loopback public URL only, mails go to the outbox page at `/dev/outbox`.",
    secret: true,
  },
  MORTISE_MAIL_FROM: {
    schema: text,
    about:
      "Sender of mails, such as `Example <no-reply@example.com>`. Default: the product's name and `no-reply@` the public host.",
  },
  MORTISE_DKIM_DOMAIN: { schema: text, about: "Domain mails are signed for (DKIM). Goes with the next two." },
  MORTISE_DKIM_SELECTOR: {
    schema: text,
    about: "DKIM selector: the key is published at `<selector>._domainkey.<domain>`.",
  },
  MORTISE_DKIM_KEY_FILE: {
    schema: text,
    about:
      "File with the DKIM private key: RSA, PEM. Ed25519 keys are refused, because the mailer would leave mails unsigned.",
  },
  MORTISE_PRODUCT_NAME: {
    schema: text.max(60),
    default: "Mortise",
    about: "Your product's name, in mails, on the pages and in authenticator apps.",
  },
  MORTISE_SUPPORT_URL: {
    schema: z.url({ protocol: /^(https?|mailto)$/, message: "must be a URL" }),
    about: "Where people find help; linked from the pages.",
  },
  MORTISE_SECURITY_CONTACT: { schema: text, about: "Contact in `/.well-known/security.txt`: a URL or a `mailto:`." },
  MORTISE_SIGN_UP: { schema: oneOf("open", "closed"), default: "open", about: "Whether anyone may make an account." },
  MORTISE_PASSWORD_PRESET: {
    schema: oneOf("default", "nist"),
    default: "default",
    about:
      "`default`: 8 to 256 characters with upper and lower case, digit and symbol. `nist`: at least 15 characters, no classes (SP 800-63B-4). Both refuse common passwords and the account's own address or name.",
  },
  MORTISE_PASSWORD_MIN_LENGTH: { schema: whole(8, 64), about: "Another least length than the preset's." },
  MORTISE_PASSWORD_REQUIRES: {
    schema: text.refine(
      (value) => value === "none" || value.split(",").every((part) => classes.includes(part.trim())),
      {
        message: `must be none, or some of ${classes.join(", ")}`,
      },
    ),
    about: "Other classes than the preset's: some of `uppercase,lowercase,digit,symbol`, or `none`.",
  },
  MORTISE_HASH_QUEUE: {
    schema: whole(1, 10_000),
    default: "200",
    about:
      "Password hashes that may wait for a core. Beyond it requests get 429, so that a login storm cannot exhaust memory.",
  },
  MORTISE_SESSION_IDLE_SECONDS: {
    schema: whole(60, 31_536_000),
    default: "2592000",
    about: "A session ends after so long without a request.",
  },
  MORTISE_SESSION_ABSOLUTE_SECONDS: {
    schema: whole(60, 31_536_000),
    default: "7776000",
    about: "A session ends after so long in any case.",
  },
  MORTISE_STEP_UP_STRENGTH: {
    schema: oneOf("second-factor", "any", "phishing-resistant-if-bound"),
    default: "second-factor",
    about:
      "What confirms a sensitive change: a second factor where one exists, anything, or a passkey where one exists.",
  },
  ...authenticatorSettings,
  ...logSettings,
  ...organizationSettings,
  MORTISE_METRICS_TOKEN: {
    schema: text.min(16, { message: "must have at least 16 characters" }),
    about: "Bearer token for `GET /metrics` from other machines. Without it only loopback may read them.",
    secret: true,
  },
  MORTISE_LOG_LEVEL: {
    schema: oneOf("fatal", "error", "warn", "info", "debug", "silent"),
    default: "info",
    about: "How much is logged.",
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type SettingValues = { readonly [Name in SettingName]: string | undefined };
