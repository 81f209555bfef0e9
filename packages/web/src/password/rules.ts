import type { PasswordPolicy } from "../app/api-types.ts";
import { plural } from "../parts/format.ts";
import { passwordText } from "./strings.ts";

/** One line of the live check, met when none of its codes is unmet. */
export interface Rule {
  label: string;
  codes: string[];
}

export function rulesOf(policy: PasswordPolicy): Rule[] {
  const { requires, refuses } = policy;
  const bothCases = requires.includes("uppercase") && requires.includes("lowercase");
  const rules: (Rule | false)[] = [
    { label: plural(policy.minLength, passwordText.length), codes: ["length"] },
    bothCases && { label: passwordText.cases, codes: ["uppercase", "lowercase"] },
    !bothCases && requires.includes("uppercase") && { label: passwordText.uppercase, codes: ["uppercase"] },
    !bothCases && requires.includes("lowercase") && { label: passwordText.lowercase, codes: ["lowercase"] },
    requires.includes("digit") && { label: passwordText.digit, codes: ["digit"] },
    requires.includes("symbol") && { label: passwordText.symbol, codes: ["symbol"] },
    refuses.includes("common") && { label: passwordText.common, codes: ["common"] },
    refuses.includes("breached") && { label: passwordText.breached, codes: ["breached"] },
    refuses.includes("contains-identity") && { label: passwordText.identity, codes: ["contains-identity"] },
  ];
  return rules.filter((rule) => rule !== false);
}

const patterns: Record<PasswordPolicy["requires"][number], RegExp> = {
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{N}]/u,
};

export type RuleState = "met" | "unmet" | "open";

interface Typed {
  value: string;
  unmet: readonly string[];
  /** What the server has not said so far. */
  pending: readonly string[];
}

/** Nothing is wrong with a field that is empty, nor with what nobody has judged yet. */
export function stateOf({ codes }: Rule, { value, unmet, pending }: Typed): RuleState {
  if (value === "" || codes.some((code) => pending.includes(code))) return "open";
  return codes.some((code) => unmet.includes(code)) ? "unmet" : "met";
}

/** What can be seen without asking the server. */
export function unmetHere(password: string, policy: PasswordPolicy): string[] {
  const normal = password.normalize("NFC");
  const characters = [...normal].length;
  const unmet: string[] = policy.requires.filter((kind) => !patterns[kind].test(normal));
  if (characters < policy.minLength || characters > policy.maxLength) unmet.push("length");
  return unmet;
}

export function isTooLong(password: string, policy: PasswordPolicy): boolean {
  return [...password.normalize("NFC")].length > policy.maxLength;
}
