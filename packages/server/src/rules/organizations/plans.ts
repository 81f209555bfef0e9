import { refuse, type Refusal } from "../../problems.ts";

/** What an organization's plan allows. */
export interface Plan {
  readonly name: string;
  readonly ipAllowlist: boolean;
  /** Whether workspaces may have session limits of their own. */
  readonly workspaceSessionLimits: boolean;
  readonly sso: boolean;
  readonly scim: boolean;
  /** For how many days the audit log can be read at most. */
  readonly auditRetentionDays: number;
  /** Whether the audit log can be exported. */
  readonly export: boolean;
}

export type PlanFeature = "ipAllowlist" | "workspaceSessionLimits" | "sso" | "scim" | "export";

const featureWords: Readonly<Record<PlanFeature, string>> = {
  ipAllowlist: "IP allowlists are",
  workspaceSessionLimits: "Session limits for a workspace are",
  sso: "Single sign-on is",
  scim: "Provisioning by SCIM is",
  export: "Exports of the audit log are",
};

/** Refuses what a plan does not hold. What was set while it did goes on until it is taken off. */
export function decideInPlan(plan: Plan, feature: PlanFeature): Refusal<"not-allowed"> | undefined {
  if (plan[feature]) return undefined;
  return refuse("not-allowed", {
    reason: "plan",
    detail: `${featureWords[feature]} not part of the ${plan.name} plan. Ask whoever runs this service for another plan.`,
  });
}

/** Refuses to keep the log longer than the plan does. */
export function decideRetentionInPlan(plan: Plan, days: number): Refusal<"not-allowed"> | undefined {
  if (days <= plan.auditRetentionDays) return undefined;
  return refuse("not-allowed", {
    reason: "plan",
    detail: `The ${plan.name} plan keeps the audit log for ${plan.auditRetentionDays} days. Ask whoever runs this service for another plan to keep it longer.`,
  });
}

/** For how many days an organization's log can be read: as its policy says, never longer than its plan. */
export function decideRetentionDays(plan: Plan, policy: number | null): number {
  return Math.min(policy ?? plan.auditRetentionDays, plan.auditRetentionDays);
}
