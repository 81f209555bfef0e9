import type { RequiredSecondFactor } from "../../../vocabulary/policies.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";

/** Stands where an organization's id does, for what the whole deployment asks. */
export const deploymentId = "deployment";

/** What everybody is held to, wherever they belong: a second factor, at once, where the setting says so. */
export function decideHeldEverywhere(required: RequiredSecondFactor, productName: string): HeldPolicies {
  const source: Source = { organization: { id: deploymentId, name: productName }, workspace: null, since: 0 };
  const always: Held<number> = { value: 0, source };
  return {
    ...heldToNothing,
    twoFactorFrom: required === "none" ? null : always,
    phishingResistantFrom: required === "phishing-resistant" ? always : null,
  };
}
