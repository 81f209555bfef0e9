import { z } from "zod";
import { matching, oneOf, type Setting, text, whole } from "./setting.ts";

/** Settings of passkeys, text messages, remembered devices and places. */
export const authenticatorSettings = {
  MORTISE_RP_ID: {
    schema: matching(/^[a-z0-9.-]+$/, "must be a host name such as example.com"),
    about:
      "WebAuthn relying-party id: the domain passkeys belong to. Default: the public URL's host. It may be a parent domain of it; changing it later makes every passkey useless.",
  },
  MORTISE_RELATED_ORIGINS: {
    schema: text,
    about:
      "Comma-separated origins on other domains where the same passkeys work (WebAuthn related origins), listed at `/.well-known/webauthn`.",
  },
  MORTISE_PASSKEY_ENROLL_URL: {
    schema: z.url({ protocol: /^https?$/, message: "must be a URL" }),
    about:
      "Page where people add a passkey, told to passkey managers at `/.well-known/passkey-endpoints`. Default: the hosted page.",
  },
  MORTISE_PASSKEY_MANAGE_URL: {
    schema: z.url({ protocol: /^https?$/, message: "must be a URL" }),
    about: "Page where people manage their passkeys, told in the same place. Default: the hosted page.",
  },
  MORTISE_ATTESTATION: {
    schema: oneOf("none", "direct"),
    default: "none",
    about:
      "Whether authenticators are asked to say what they are. `direct` keeps their statement; some then ask the person for consent.",
  },
  MORTISE_REMEMBER_DEVICE_DAYS: {
    schema: whole(0, 365),
    default: "30",
    about:
      "For how many days a device can be excused from the second step after a password. 0: never. It never confirms a sensitive change.",
  },
  MORTISE_TEXT_MESSAGES: {
    schema: oneOf("on", "off"),
    default: "on",
    about:
      "Whether phones can be bound and used. Off, bound phones stay visible and can be removed. Without a transport they work on a loopback public URL only, through the outbox page.",
  },
  MORTISE_TEXT_MESSAGE_URL: {
    schema: matching(/^(twilio|https?|smpps?):\/\/.+$/, "must start with twilio://, https://, smpp:// or smpps://"),
    about:
      "Transport of text messages: `twilio://ACCOUNT:TOKEN@api.twilio.com`, `https://…` for a gateway of your own (docs/guides/text-messages.md), or `smpp://name:password@host:2775`.",
    secret: true,
  },
  MORTISE_TEXT_MESSAGE_SENDER: {
    schema: text.max(40),
    about: "Number or name text messages come from; for Twilio also a messaging service's id.",
  },
  MORTISE_TEXT_MESSAGE_SECRET: {
    schema: text.min(16, { message: "must have at least 16 characters" }),
    about: "Key with which requests to a gateway of your own are signed: text, or `whsec_` and base64.",
    secret: true,
  },
  MORTISE_TEXT_MESSAGE_COUNTRIES: {
    schema: matching(/^[A-Z]{2}(\s*,\s*[A-Z]{2})*$/, "must be country codes such as DE,AT,CH"),
    about: "Comma-separated countries (ISO 3166-1) whose numbers may be bound. Default: all.",
  },
  MORTISE_TEXT_MESSAGE_DAILY_LIMIT: {
    schema: whole(1, 10_000_000),
    default: "1000",
    about:
      "Text messages the whole deployment sends in a day (UTC) at most, against numbers rented to collect fees. Reaching it is an event for the operator.",
  },
  MORTISE_GEOIP_DATABASE: {
    schema: text,
    about: "File in MaxMind's format (`.mmdb`) that tells the place of an address. Without it places are unknown.",
  },
  MORTISE_COUNTRY_HEADER: {
    schema: matching(/^[A-Za-z0-9-]+$/, "must be a header's name"),
    about:
      "Header in which a trusted proxy names the client's country, such as `CF-IPCountry`. Believed only from MORTISE_TRUSTED_PROXIES.",
  },
  MORTISE_DOUBTED_NETWORKS: {
    schema: text,
    about: "Comma-separated CIDRs; a session that is used from one of them is flagged until its owner restores trust.",
  },
} as const satisfies Record<string, Setting>;
