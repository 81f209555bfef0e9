import type { HeldPolicies } from "./held-policies.ts";
import type { PasswordPreset } from "./policies.ts";
import type { PasswordClass, PasswordRules } from "./passwords.ts";

/** What each preset asks for. */
const presets: Readonly<Record<PasswordPreset, Pick<PasswordRules, "minLength" | "requires">>> = {
  default: { minLength: 8, requires: ["uppercase", "lowercase", "digit", "symbol"] },
  nist: { minLength: 15, requires: [] },
};

/** The deployment's rules and those of every preset an account is held to: a password must meet them all. */
export function decidePasswordRules(rules: PasswordRules, { passwordPresets }: HeldPolicies): PasswordRules {
  const held = (Object.keys(passwordPresets) as PasswordPreset[]).filter((name) => name !== rules.preset);
  if (held.length === 0) return rules;
  const asked = held.map((name) => presets[name]);
  const requires = new Set<PasswordClass>([...rules.requires, ...asked.flatMap((each) => each.requires)]);
  return {
    ...rules,
    preset: "custom",
    minLength: Math.max(rules.minLength, ...asked.map(({ minLength }) => minLength)),
    requires: [...requires],
  };
}
