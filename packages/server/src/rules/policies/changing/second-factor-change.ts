import { refuse, type Refusal } from "../../../problems.ts";
import { listAllowedKinds } from "../binding/allowed-kinds.ts";
import { isPhishingResistant } from "../../sign-in/assurance.ts";
import type { RequiredSecondFactor } from "../../../vocabulary/policies.ts";
import { changes, type PolicyChangeFacts, type Standing } from "./change-facts.ts";
import { isStricterDemand } from "../strictness.ts";

type Refused = Refusal<"not-allowed"> | undefined;

const no = (reason: string, detail: string): Refusal<"not-allowed"> => refuse("not-allowed", { reason, detail });

/** Refuses to require what whoever asks has not, or no owner has from the first day. */
export function decideSecondFactorChange(facts: PolicyChangeFacts): Refused {
  const { before, after, caller, owners } = facts;
  const demand = after.secondFactor;
  if (!demand || !changes(facts, "secondFactor") || !isStricterDemand(before.secondFactor, demand)) return undefined;
  if (caller.isHeld && !meets(caller, demand.required, facts)) return decideOwn(demand.required, caller);
  const held = owners.filter(({ isHeld }) => isHeld);
  const isForAll = held.length === owners.length && owners.length > 0;
  if (demand.graceDays > 0 || !isForAll || held.some((owner) => meets(owner, demand.required, facts))) return undefined;
  return no(
    "owners-second-factor",
    "No owner has what you are about to require, and there is no grace period. Give some days, or ask an owner to set it up first.",
  );
}

function decideOwn(required: RequiredSecondFactor, { kinds }: Standing): Refused {
  if (required === "phishing-resistant")
    return no(
      "own-passkey",
      "You have no passkey yourself. Add a passkey or security key to your account first, then require it.",
    );
  if (kinds.length === 0)
    return no(
      "own-second-factor",
      "You have no second factor yourself. Add one to your account first, then require it.",
    );
  return no(
    "own-kind",
    "None of your own second factors is allowed. Add one of an allowed kind to your account first.",
  );
}

function meets({ kinds, alsoHeldTo }: Standing, required: RequiredSecondFactor, { after }: PolicyChangeFacts): boolean {
  const allowed = listAllowedKinds(kinds, [after, ...alsoHeldTo]);
  return required === "phishing-resistant" ? allowed.some(isPhishingResistant) : allowed.length > 0;
}
