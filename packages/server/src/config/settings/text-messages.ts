import { ConfigError } from "../config-error.ts";
import { isLoopbackName } from "../../rules/requests/loopback.ts";
import { matching, onOff, type Settings, split, text, type Values, whole } from "../setting.ts";

const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
// ZZ is the code of no country.
const isCountry = (code: string): boolean => code !== "ZZ" && countryNames.of(code) !== undefined;

/** How text messages leave, and how many. */
export const textMessageSettings = {
  isOn: {
    name: "MORTISE_TEXT_MESSAGES",
    schema: onOff,
    default: "on",
    about:
      "Whether phones can be bound and used. Off, bound phones stay visible and can be removed. Without a transport they work on a loopback public URL only, through the outbox page.",
  },
  transportUrl: {
    name: "MORTISE_TEXT_MESSAGE_URL",
    schema: matching(/^(twilio|https?|smpps?):\/\/.+$/, "must start with twilio://, https://, smpp:// or smpps://"),
    about:
      "Transport of text messages: `twilio://ACCOUNT:TOKEN@api.twilio.com`, `https://…` for a gateway of your own (docs/guides/text-messages.md), or `smpp://name:password@host:2775`.",
    secret: "password",
  },
  sender: {
    name: "MORTISE_TEXT_MESSAGE_SENDER",
    schema: text.max(40),
    about: "Number or name text messages come from; for Twilio also a messaging service's id.",
  },
  secret: {
    name: "MORTISE_TEXT_MESSAGE_SECRET",
    schema: text.min(16, { error: "must have at least 16 characters" }),
    about: "Key with which requests to a gateway of your own are signed: text, or `whsec_` and base64.",
    secret: "whole",
  },
  countries: {
    name: "MORTISE_TEXT_MESSAGE_COUNTRIES",
    schema: matching(/^([A-Z]{2}(\s*,\s*[A-Z]{2})*)?$/, "must be country codes such as DE,AT,CH")
      .transform(split)
      .refine((codes) => codes.every(isCountry), { error: "names a country that there is not" }),
    default: "",
    about: "Comma-separated countries (ISO 3166-1) whose numbers may be bound. Default: all.",
  },
  dailyLimit: {
    name: "MORTISE_TEXT_MESSAGE_DAILY_LIMIT",
    schema: whole(1, 10_000_000),
    default: "1000",
    about:
      "Text messages the whole deployment sends in a day (UTC) at most, against numbers rented to collect fees. Half of them at most go to phones being bound or bound within a week, so that nobody uses up what owners sign in with. Reaching either is an event for the operator.",
  },
} as const satisfies Settings;

/** How text messages leave, and how many. Countries are those whose numbers may be bound, none for all. */
export type TextMessageConfig = Values<typeof textMessageSettings>;

/** Without a transport they are on where the outbox page shows them. Throws `ConfigError` for a transport that lacks something. */
export function readTextMessages(values: TextMessageConfig, isLoopback: boolean): TextMessageConfig {
  if (values.transportUrl !== undefined) checkTransport(values.transportUrl, values);
  return { ...values, isOn: values.isOn && (values.transportUrl !== undefined || isLoopback) };
}

function checkTransport(transportUrl: string, values: TextMessageConfig): void {
  const { name } = textMessageSettings.transportUrl;
  const url = URL.canParse(transportUrl) ? new URL(transportUrl) : undefined;
  if (!url?.hostname) throw new ConfigError(`${name} is not a URL with a host.`);
  const needs = (field: "sender" | "secret", why: string): void => {
    if (!values[field]) throw new ConfigError(`${textMessageSettings[field].name} is needed with this ${name}: ${why}`);
  };
  if (url.protocol === "twilio:") {
    if (!url.username || !url.password)
      throw new ConfigError(`${name} must name Twilio's account and token: twilio://ACCOUNT:TOKEN@….`);
    needs("sender", "the number, name or messaging service Twilio sends from.");
  } else if (url.protocol === "http:" || url.protocol === "https:") {
    if (url.protocol === "http:" && !isLoopbackName(url.hostname))
      throw new ConfigError(`${name} must be https: codes and numbers travel over it.`);
    if (url.username || url.password)
      throw new ConfigError(`${name} of a gateway carries no name or password: requests are signed.`);
    needs("secret", "requests to the gateway are signed with it.");
  } else if (!url.username)
    throw new ConfigError(`${name} must name the SMPP account: smpp://name:password@host:2775.`);
}
