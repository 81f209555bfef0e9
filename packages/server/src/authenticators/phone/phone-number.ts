import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { hmacSha256 } from "../../crypto/hash.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideCountry, decideNumberType } from "../../rules/authenticators/phone-numbers.ts";
import { foldTyped } from "../../rules/authenticators/typed.ts";
import type { Services, World } from "../../services.ts";

/** A number that can get text messages. */
export interface PhoneNumber {
  /** E.164: "+4915123456789". */
  readonly number: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** "+49 ••• ••12". */
  readonly masked: string;
}

/** Reads a number as people write it: with + and country code, or as in `country`. */
export function readPhoneNumber(
  { config }: World,
  typed: string,
  country?: string,
): PhoneNumber | Refusal<"invalid-request" | "not-allowed"> {
  if (country !== undefined && !isSupportedCountry(country))
    return misfit("#/country", "This is not a country whose numbers are known.");
  const text = foldTyped(typed);
  const parsed = parsePhoneNumberFromString(text, {
    ...(country !== undefined && { defaultCountry: country }),
    extract: false,
  });
  if (!parsed?.isValid() || parsed.ext !== undefined)
    return misfit(
      "#/number",
      country === undefined && !/^\s*\+/u.test(text)
        ? "Begin with + and the country code, such as +49 151 23456789, or name the country."
        : "This is not a phone number. Check its digits.",
    );
  const type = parsed.getType();
  if (!parsed.country || !decideNumberType(type)) return misfit("#/number", describeType(type));
  if (!decideCountry(parsed.country, config.textMessages.countries)) return countryRefused();
  const masked = `+${parsed.countryCallingCode} ••• ••${parsed.number.slice(-2)}`;
  return { number: parsed.number, country: parsed.country, masked };
}

export function countryRefused(): Refusal<"not-allowed"> {
  return refuse("not-allowed", {
    reason: "country",
    detail: "Text messages are not sent to numbers of this country here. Use another number, or another way.",
  });
}

/** What a number is counted and compared by, under each root key in force; the first is the one to store. */
export function numberKeys({ keys }: World, number: string): [string, ...string[]] {
  const keyOf = (key: Services["keys"][number]): string =>
    Buffer.from(hmacSha256(key.derive("phone-numbers"), number)).toString("base64url");
  const [first, ...rest] = keys;
  return [keyOf(first), ...rest.map(keyOf)];
}

function misfit(pointer: string, detail: string): Refusal<"invalid-request"> {
  return refuse("invalid-request", { errors: [{ pointer, detail }] });
}

function describeType(type: string | undefined): string {
  const what: Readonly<Record<string, string>> = {
    FIXED_LINE: "a fixed line, which cannot get text messages",
    VOIP: "an internet telephone number, which is no phone in your hand",
    PREMIUM_RATE: "a premium-rate number",
    SHARED_COST: "a shared-cost number",
    TOLL_FREE: "a toll-free number",
  };
  return `This is ${what[type ?? ""] ?? "not the number of a mobile phone"}. Enter a mobile number.`;
}
