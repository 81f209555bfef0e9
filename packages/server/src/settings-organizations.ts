import { oneOf, type Setting, text } from "./setting.ts";

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

/** Settings of organizations. */
export const organizationSettings = {
  MORTISE_ORGANIZATION_CREATION: {
    schema: oneOf("open", "operators"),
    default: "open",
    about:
      "Whether anyone with an account may make an organization, or only an operator (`mortise organizations create`).",
  },
  MORTISE_PLANS: {
    schema: text,
    default: JSON.stringify(plans),
    about:
      "What organizations' plans allow, as JSON: for each plan's name `ipAllowlist`, `workspaceSessionLimits`, `sso`, `scim` and `export` (true or false) and `auditRetentionDays`.",
  },
  MORTISE_DEFAULT_PLAN: {
    schema: text,
    default: "free",
    about:
      "The plan of a new organization: a name from `MORTISE_PLANS`. `mortise organizations set-plan` gives it another.",
  },
} as const satisfies Record<string, Setting>;
