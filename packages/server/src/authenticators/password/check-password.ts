import type { UnmetPasswordRule } from "../../vocabulary/policies.ts";
import { type Refusal, refuse } from "../../problems.ts";
import type { Belonging } from "../../rules/policies/held/held-places.ts";
import type { HeldPolicies } from "../../rules/policies/held/held-policies.ts";
import { decidePassword, decidePasswordRules, fewestGuesses } from "../../rules/authenticators/passwords.ts";
import { listPlaceWords, type PasswordOwner, type PasswordPlace } from "../../rules/authenticators/place-words.ts";
import type { Services, World } from "../../services.ts";
import { findBreached } from "./breached/find-breached.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { estimateGuesses } from "./estimate-guesses.ts";

/** The form in which passwords are compared: Unicode NFKC (SP 800-63B-4 §3.1.1.2), nothing trimmed, nothing cut. */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/** The form in which passwords were kept before, where it is another one. */
export function formerForm(password: string): string | undefined {
  const form = password.normalize("NFC");
  return form === normalizePassword(password) ? undefined : form;
}

/** Which rules a new password does not meet. */
export function findUnmetRules(
  { config }: World,
  given: string,
  owner: PasswordOwner,
  held: HeldPolicies,
): UnmetPasswordRule[] {
  // What is too long is unmet whatever it holds; what is read of it has an end.
  const password = [...given].slice(0, 300).join("");
  return decidePassword({
    rules: decidePasswordRules(config.passwordRules, held),
    password: password.normalize("NFC"),
    isCommon: isCommonPassword(normalizePassword(password)),
    guessesLog10: estimateGuesses(password, listPlaceWords(owner, placeOf(config)), fewestGuesses),
    email: owner.email,
    name: owner.name,
  });
}

const placeOf = ({ productName, publicUrl, relyingParty }: World["config"]): PasswordPlace => ({
  productName,
  hosts: [new URL(publicUrl).hostname, relyingParty.id],
});

/** Refuses a new password that does not meet the rules. */
export async function checkNewPassword(
  services: Services,
  password: string,
  owner: PasswordOwner,
  held: HeldPolicies,
): Promise<Refusal<"password-unacceptable"> | undefined> {
  const unmet = findUnmetRules(services, password, owner, held);
  // Nobody outside is asked about one that is refused anyway.
  if (unmet.length === 0 && (await findBreached(services, password)) === "breached") unmet.push("breached");
  return unmet.length > 0 ? refuse("password-unacceptable", { unmet }) : undefined;
}

/** Whose new password it is. */
export function ownerOf({
  account: { email, name },
  holding: { places },
}: {
  readonly account: { readonly email: string; readonly name: string };
  readonly holding: Pick<Belonging, "places">;
}): PasswordOwner {
  return { email, name, organizations: [...places.values()].map((place) => place.name) };
}
