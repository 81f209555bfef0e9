import type { UnmetPasswordRule } from "../../vocabulary/policies.ts";
import { type Refusal, refuse } from "../../problems.ts";
import type { HeldPolicies } from "../../rules/policies/held/held-policies.ts";
import { decidePassword, decidePasswordRules } from "../../rules/authenticators/passwords.ts";
import type { Services, World } from "../../services.ts";
import { isCommonPassword } from "./common-passwords.ts";

/** The form in which passwords are compared: Unicode NFC, nothing trimmed, nothing cut. */
export function normalizePassword(password: string): string {
  return password.normalize("NFC");
}

/** Which rules a new password does not meet. */
export function findUnmetRules(
  { config }: World,
  given: string,
  owner: { email?: string; name?: string },
  held: HeldPolicies,
): UnmetPasswordRule[] {
  const password = normalizePassword(given);
  return decidePassword({
    rules: decidePasswordRules(config.passwordRules, held),
    password,
    isCommon: isCommonPassword(password),
    email: owner.email,
    name: owner.name,
  });
}

/** Refuses a new password that does not meet the rules. */
export function checkNewPassword(
  services: Services,
  password: string,
  owner: { email?: string; name?: string },
  held: HeldPolicies,
): Refusal<"password-unacceptable"> | undefined {
  const unmet = findUnmetRules(services, password, owner, held);
  return unmet.length > 0 ? refuse("password-unacceptable", { unmet }) : undefined;
}
