import { requiredSingleSignOns, type PolicyValues } from "../../../vocabulary/policies.ts";
import { refuse, type Refusal } from "../../../problems.ts";
import { isPhishingResistant } from "../../sign-in/assurance.ts";
import { changes, type PolicyChangeFacts, type Standing } from "./change-facts.ts";

type Refused = Refusal<"not-allowed"> | undefined;

const no = (reason: string, detail: string): Refusal<"not-allowed"> => refuse("not-allowed", { reason, detail });

/** How long a test says that whoever made it can sign in there. */
const testHolds = 60 * 60 * 1000;

/** Whether a test that passed then is fresh enough to require what it tested. */
export function decideIsFreshTest(passedAt: number | null, now: number): boolean {
  return passedAt !== null && passedAt > now - testHolds;
}

/** Whether a passkey lets in two owners whatever becomes of the identity provider. */
export function hasBreakGlassPair(owners: readonly Standing[]): boolean {
  return owners.filter(({ isBreakGlass, kinds }) => isBreakGlass && kinds.some(isPhishingResistant)).length >= 2;
}

/** Refuses to require single sign-on of more people before it works, for whoever asks too, and before two owners can pass without it. */
export function decideSingleSignOnChange(facts: PolicyChangeFacts): Refused {
  const { before, after, singleSignOn, owners } = facts;
  if (!changes(facts, "singleSignOn") || rankOf(after.singleSignOn) <= rankOf(before.singleSignOn)) return undefined;
  if (!singleSignOn.hasActiveConnection)
    return no(
      "no-connection",
      "There is no active connection to an identity provider: nobody could sign in. Set one up, test it and switch it on first.",
    );
  if (!singleSignOn.isTestedByCaller)
    return no(
      "not-tested",
      "Test the connection yourself first, within the last hour: what everybody must use is to be seen to work.",
    );
  if (!hasBreakGlassPair(owners))
    return no(
      "no-break-glass",
      "Name two owners with passkeys for break-glass first: they get in when the identity provider does not work.",
    );
  return undefined;
}

function rankOf(value: PolicyValues["singleSignOn"] | null): number {
  return requiredSingleSignOns.indexOf(value?.required ?? "none");
}
