import { z } from "zod";
import { ConfigError } from "./config-error.ts";
import type { Plan } from "./rules/organizations/plans.ts";
import type { SettingValues as Values } from "./settings.ts";

/** What the deployment says of organizations. */
export interface OrganizationConfig {
  readonly organizationCreation: "open" | "operators";
  /** By name, in the order given. */
  readonly plans: ReadonlyMap<string, Plan>;
  readonly defaultPlan: string;
}

const PlanSetting = z.strictObject({
  ipAllowlist: z.boolean(),
  workspaceSessionLimits: z.boolean(),
  sso: z.boolean(),
  scim: z.boolean(),
  auditRetentionDays: z.int().min(90).max(36_500),
  export: z.boolean(),
});
const PlansSetting = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), PlanSetting);

export function readOrganizationSettings(values: Values): OrganizationConfig {
  const plans = readPlans(values.MORTISE_PLANS ?? "");
  const defaultPlan = values.MORTISE_DEFAULT_PLAN ?? "";
  if (!plans.has(defaultPlan))
    throw new ConfigError(
      `MORTISE_DEFAULT_PLAN is ${defaultPlan}, which is not a plan. MORTISE_PLANS names ${[...plans.keys()].join(", ")}.`,
    );
  return {
    organizationCreation: values.MORTISE_ORGANIZATION_CREATION as OrganizationConfig["organizationCreation"],
    plans,
    defaultPlan,
  };
}

function readPlans(text: string): ReadonlyMap<string, Plan> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new ConfigError("MORTISE_PLANS is not JSON. docs/configuration.md shows what it looks like.");
  }
  const read = PlansSetting.safeParse(given);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new ConfigError(`MORTISE_PLANS: ${path.join(".")}: ${message}. Plans' names are lower case.`);
  }
  return new Map(Object.entries(read.data).map(([name, plan]) => [name, { name, ...plan }]));
}
