import { z } from "zod";
import { organizationCreations } from "../../vocabulary/states.ts";
import type { Plan } from "../../rules/organizations/plans.ts";
import { ConfigError } from "../config-error.ts";
import { oneOf, reading, type Settings, text, type Values, whole, WrongValue } from "../setting.ts";

const plans = {
  free: {
    ipAllowlist: false,
    workspaceSessionLimits: false,
    sso: false,
    scim: false,
    auditRetentionDays: 90,
    export: false,
  },
  team: {
    ipAllowlist: true,
    workspaceSessionLimits: false,
    sso: true,
    scim: false,
    auditRetentionDays: 365,
    export: true,
  },
  enterprise: {
    ipAllowlist: true,
    workspaceSessionLimits: true,
    sso: true,
    scim: true,
    auditRetentionDays: 2555,
    export: true,
  },
};

const GivenPlans = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  z.strictObject({
    ipAllowlist: z.boolean(),
    workspaceSessionLimits: z.boolean(),
    sso: z.boolean(),
    scim: z.boolean(),
    auditRetentionDays: z.int().min(90).max(36_500),
    export: z.boolean(),
  }),
);

/** Organizations: who makes them, and what their plans allow. */
export const organizationSettings = {
  organizationCreation: {
    name: "MORTISE_ORGANIZATION_CREATION",
    schema: oneOf(...organizationCreations),
    default: "open",
    about:
      "Whether anyone with an account may make an organization, or only an operator (`mortise organizations create`).",
  },
  mostOrganizations: {
    name: "MORTISE_MAX_ORGANIZATIONS",
    schema: whole(1, 10_000),
    default: "100",
    about:
      "How many organizations an account belongs to at most, made or joined. Each has at most 1,000 workspaces and 1,000 invitations that wait.",
  },
  plans: {
    name: "MORTISE_PLANS",
    schema: reading(readPlans),
    default: JSON.stringify(plans),
    about:
      "What organizations' plans allow, as JSON: for each plan's name `ipAllowlist`, `workspaceSessionLimits`, `sso`, `scim` and `export` (true or false) and `auditRetentionDays`.",
  },
  defaultPlan: {
    name: "MORTISE_DEFAULT_PLAN",
    schema: text,
    default: "free",
    about:
      "The plan of a new organization: a name from `MORTISE_PLANS`. `mortise organizations set-plan` gives it another.",
  },
} as const satisfies Settings;

type OrganizationValues = Values<typeof organizationSettings>;

/** What the deployment says of organizations. Throws `ConfigError` when the default plan is none. */
export function readOrganizations(values: OrganizationValues): OrganizationValues {
  if (!values.plans.has(values.defaultPlan))
    throw new ConfigError(
      `MORTISE_DEFAULT_PLAN is ${values.defaultPlan}, which is not a plan. MORTISE_PLANS names ${[...values.plans.keys()].join(", ")}.`,
    );
  return values;
}

// By name, in the order given.
function readPlans(given: string): ReadonlyMap<string, Plan> {
  let json: unknown;
  try {
    json = JSON.parse(given);
  } catch {
    throw new WrongValue("is not JSON; docs/configuration.md shows what it looks like");
  }
  const read = GivenPlans.safeParse(json);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw new WrongValue(`${path.join(".")}: ${message}. Plans' names are lower case`);
  }
  return new Map(Object.entries(read.data).map(([name, plan]) => [name, { name, ...plan }]));
}
