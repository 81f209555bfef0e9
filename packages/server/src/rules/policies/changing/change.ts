import type { Refusal } from "../../../problems.ts";
import { decideAllowedKindsChange } from "./allowed-kinds-change.ts";
import { decideAllowlistChange } from "./allowlist-change.ts";
import { decideInPlan, decideRetentionInPlan } from "../../organizations/plans.ts";
import type { PolicyValues } from "../../../vocabulary/policies.ts";
import type { PolicyChangeFacts } from "./change-facts.ts";
import { decideSingleSignOnChange } from "./single-sign-on-change.ts";
import { decideSecondFactorChange } from "./second-factor-change.ts";

/** Refuses what the plan does not hold, what contradicts itself, and what would shut out whoever asks for it, or all owners. */
export function decidePolicyChange(facts: PolicyChangeFacts): Refusal<"not-allowed"> | undefined {
  return (
    decideStepsInPlan(facts) ??
    decideAllowedKindsChange(facts) ??
    decideSecondFactorChange(facts) ??
    decideAllowlistChange(facts) ??
    decideSingleSignOnChange(facts)
  );
}

// Taking off and switching off are always possible, whatever the plan.
function decideStepsInPlan({
  steps,
  plan,
  isWorkspace,
}: Pick<PolicyChangeFacts, "steps" | "plan" | "isWorkspace">): Refusal<"not-allowed"> | undefined {
  for (const { policy, to } of steps) {
    if (to === null) continue;
    const refusal =
      policy === "singleSignOn" && (to as PolicyValues["singleSignOn"]).required !== "none"
        ? decideInPlan(plan, "sso")
        : policy === "ipAllowlist" && (to as PolicyValues["ipAllowlist"]).enabled
          ? decideInPlan(plan, "ipAllowlist")
          : policy === "session" && isWorkspace
            ? decideInPlan(plan, "workspaceSessionLimits")
            : policy === "auditRetentionDays"
              ? decideRetentionInPlan(plan, to as number)
              : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}
