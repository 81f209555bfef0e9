import { type PasswordClass, passwordClasses, passwordPresets, presetRules } from "../../vocabulary/policies.ts";
import { type PasswordRules } from "../../rules/authenticators/passwords.ts";
import { isLoopbackName } from "../../rules/requests/loopback.ts";
import { oneOf, reading, type Settings, split, type Values, whole, WrongValue } from "../setting.ts";

/** What a new password must be. */
export const passwordSettings = {
  preset: {
    name: "MORTISE_PASSWORD_PRESET",
    schema: oneOf(...passwordPresets),
    default: "default",
    about:
      "`default`: 8 to 256 characters of any kind (ASVS 5.0 §6.2). `nist`: at least 15, as SP 800-63B-4 asks where a password is the only factor. `mixed`: at least 8 with upper and lower case, digit and symbol, as the default was until 0.2. All refuse what takes fewer than 10^8 guesses, common passwords and words of the place among it, and the account's own address or name (docs/guides/passwords.md).",
  },
  minLength: {
    name: "MORTISE_PASSWORD_MIN_LENGTH",
    schema: whole(8, 64),
    about: "Another least length than the preset's.",
  },
  requires: {
    name: "MORTISE_PASSWORD_REQUIRES",
    schema: reading(readClasses),
    about: "Other classes than the preset's: some of `uppercase,lowercase,digit,symbol`, or `none`.",
  },
  breached: {
    name: "MORTISE_BREACHED_PASSWORDS",
    schema: reading(readBreached),
    about:
      "What new passwords, and each password once at a sign-in, are held against: `https://api.pwnedpasswords.com/range/`, or another service of that kind, which learns 20 bits of a hash; or `file:/srv/breached.filter`, made by `mortise breached build`. Not set, nobody is asked (docs/guides/passwords.md).",
  },
} as const satisfies Settings;

/** Where passwords are known that became public. */
export type BreachedSource =
  { readonly kind: "file"; readonly path: string } | { readonly kind: "range"; readonly url: URL };

function readBreached(given: string): BreachedSource {
  if (given.startsWith("file:")) {
    const path = given.slice("file:".length);
    if (!path.startsWith("/") || path.startsWith("//") || path.endsWith("/"))
      throw new WrongValue("a file is given by its whole path, as in file:/srv/breached.filter");
    return { kind: "file", path };
  }
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !url.pathname.endsWith("/") || url.search || url.hash || url.username)
    throw new WrongValue("must be file:/… or a URL that ends in /, as in https://api.pwnedpasswords.com/range/");
  if (url.protocol === "http:" && !isLoopbackName(url.hostname))
    throw new WrongValue(`${url.host} must be asked by https (http is for loopback only)`);
  return { kind: "range", url };
}

/** The preset's rules, with what is set otherwise. */
export function readPasswordRules({ preset, minLength, requires }: Values<typeof passwordSettings>): PasswordRules {
  const asked = presetRules[preset];
  return {
    preset: minLength === undefined && requires === undefined ? preset : "custom",
    minLength: minLength ?? asked.minLength,
    maxLength: 256,
    requires: requires ?? asked.requires,
  };
}

function readClasses(given: string): readonly PasswordClass[] {
  if (given === "none") return [];
  const parts = split(given);
  const asked = parts.flatMap((part) => passwordClasses.filter((each) => each === part));
  if (asked.length === 0 || asked.length !== parts.length)
    throw new WrongValue(`must be none, or some of ${passwordClasses.join(", ")}`);
  return asked;
}
