import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { foldLookAlikes, listReadings } from "./look-alikes.ts";
import {
  type PasswordClass,
  type PasswordPreset,
  presetRules,
  type UnmetPasswordRule,
} from "../../vocabulary/policies.ts";

/** The rules a new password must meet. Lengths in characters (Unicode code points) after NFC. */
export interface PasswordRules {
  /** `custom`: no preset as it is. */
  readonly preset: PasswordPreset | "custom";
  readonly minLength: number;
  readonly maxLength: number;
  readonly requires: readonly PasswordClass[];
}

const classPatterns: Readonly<Record<PasswordClass, RegExp>> = {
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{N}]/u,
};

/** A throttled guesser needs years for so many; fewer, and a password is among those that are tried first. */
export const fewestGuesses = 8;

export interface PasswordFacts {
  readonly rules: PasswordRules;
  /** In NFC. */
  readonly password: string;
  readonly isCommon: boolean;
  /** How many guesses it takes, as a power of ten. */
  readonly guessesLog10: number;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

/** Which rules a new password does not meet; none means it may be used. */
export function decidePassword(facts: PasswordFacts): UnmetPasswordRule[] {
  const { rules, password, isCommon, guessesLog10, email, name } = facts;
  const unmet: UnmetPasswordRule[] = [];
  const length = [...password].length;
  if (length < rules.minLength || length > rules.maxLength) unmet.push("length");
  for (const each of rules.requires) if (!classPatterns[each].test(password)) unmet.push(each);
  if (isCommon || guessesLog10 < fewestGuesses) unmet.push("common");
  const forms = [password.toLowerCase(), ...listReadings(password)];
  if (identityWords(email, name).some((word) => forms.some((form) => form.includes(word))))
    unmet.push("contains-identity");
  return unmet;
}

// Short parts ("Al", "de") stand in too many good passwords to be refused.
function identityWords(email = "", name = ""): string[] {
  const [local = ""] = email.split("@");
  return [email, local, ...local.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/u)]
    .flatMap((word) => [word.normalize("NFC").toLowerCase(), foldLookAlikes(word)])
    .filter((word) => [...word].length >= 4);
}

/** The deployment's rules and those of every preset an account is held to: a password must meet them all. */
export function decidePasswordRules(rules: PasswordRules, { passwordPresets }: HeldPolicies): PasswordRules {
  const held = (Object.keys(passwordPresets) as PasswordPreset[]).filter((name) => name !== rules.preset);
  if (held.length === 0) return rules;
  const asked = held.map((name) => presetRules[name]);
  const requires = new Set<PasswordClass>([...rules.requires, ...asked.flatMap((each) => each.requires)]);
  return {
    ...rules,
    preset: "custom",
    minLength: Math.max(rules.minLength, ...asked.map(({ minLength }) => minLength)),
    requires: [...requires],
  };
}
