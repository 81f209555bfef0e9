import {
  lockOutReasons,
  passwordPresets,
  type PolicyName,
  requiredSecondFactors,
  requiredSingleSignOns,
  stepUpStrengths,
} from "../../vocabulary/policies.ts";
import { roles } from "../../vocabulary/roles.ts";
import { z } from "@hono/zod-openapi";
import { listPermissions, type Permission } from "../../rules/organizations/permissions.ts";
import { findCidrFault } from "../../rules/policies/allowlist.ts";
import { isTimeZone } from "../../rules/policies/held/local-days.ts";
import { readable, Email, Instant, Kind, orNull } from "../schemas.ts";

export const OrganizationParam = z.strictObject({ org: z.string().min(1).max(64) });
export const MemberParam = OrganizationParam.extend({ account: z.string().min(1).max(64) });
export const InvitationParam = OrganizationParam.extend({ id: z.string().min(1).max(64) });
export const WorkspaceParam = OrganizationParam.extend({ ws: z.string().min(1).max(64) });
export const WorkspaceMemberParam = WorkspaceParam.extend({ account: z.string().min(1).max(64) });

export const RoleName = z.enum(roles).openapi("Role");
export const PermissionName = z
  .enum(listPermissions("owner") as [Permission, ...Permission[]])
  .openapi("OrganizationPermission");
export const TimeZone = z.string().max(64).refine(isTimeZone, "This is not a time zone such as Europe/London.");
export const Named = z.object({ id: z.string(), name: z.string() }).openapi("Named");
/** A person as the organization knows them. */
export const Person = z.object({ id: z.string(), name: z.string(), email: z.string() }).openapi("OrganizationPerson");

/** What a plan allows. */
export const Plan = z
  .object({
    name: z.string(),
    ipAllowlist: z.boolean(),
    workspaceSessionLimits: z.boolean(),
    sso: z.boolean(),
    scim: z.boolean(),
    auditRetentionDays: z.int(),
    export: z.boolean(),
  })
  .openapi("Plan");

const Strength = z.enum(stepUpStrengths);
const Seconds = z.int().max(31_536_000);
const Entry = z.strictObject({
  cidr: z
    .string()
    .trim()
    .max(64)
    .check((context) => {
      const fault = findCidrFault(context.value);
      if (fault) context.issues.push({ code: "custom", message: fault, input: context.value });
    }),
  label: readable(100),
});
const Entries = z.array(Entry).max(1000);

export const SecondFactorPolicy = z
  .strictObject({
    required: z.enum(requiredSecondFactors),
    graceDays: z.int().min(0).max(365),
  })
  .openapi("SecondFactorPolicy");
export const AllowedKindsPolicy = z.array(Kind).min(1, "Allow at least one kind.").max(5);
export const RememberedDevicesPolicy = z
  .strictObject({ maxDays: z.int().min(0).max(365) })
  .openapi("RememberedDevicesPolicy");
export const StepUpPolicy = z
  .strictObject({ windowSeconds: z.int().min(60).max(3600), strength: Strength })
  .openapi("StepUpPolicy");
export const SessionPolicy = z
  .strictObject({ idleSeconds: Seconds.min(60), absoluteSeconds: Seconds.min(300) })
  .openapi("SessionPolicy");
export const IpAllowlistPolicy = z
  .strictObject({ enabled: z.boolean(), entries: Entries, adminEntries: Entries.nullable().optional() })
  .openapi("IpAllowlistPolicy");
export const PasswordPresetPolicy = z.enum(passwordPresets);
export const SingleSignOnPolicy = z
  .strictObject({ required: z.enum(requiredSingleSignOns) })
  .openapi("SingleSignOnPolicy");
export const AuditRetentionPolicy = z.int().min(90).max(36_500);

const wholeOnly = (schema: z.ZodType) => schema.nullable();

/** Policies as they are set: what is absent stays as it is, null takes it off. */
export const PolicyChange = z
  .strictObject({
    secondFactor: orNull(SecondFactorPolicy).optional(),
    allowedKinds: AllowedKindsPolicy.nullable().optional(),
    rememberedDevices: orNull(RememberedDevicesPolicy).optional(),
    stepUp: orNull(StepUpPolicy).optional(),
    session: orNull(SessionPolicy).optional(),
    ipAllowlist: orNull(IpAllowlistPolicy).optional(),
    passwordPreset: wholeOnly(PasswordPresetPolicy).optional(),
    auditRetentionDays: wholeOnly(AuditRetentionPolicy).optional(),
    alertCopiesTo: Email.nullable().optional(),
    singleSignOn: orNull(SingleSignOnPolicy).optional(),
  } satisfies Record<PolicyName, z.ZodType>)
  .openapi("PolicyChange");

const SetBy = z.object({ at: Instant, by: orNull(Person) });

/** What is set, and since when by whom. */
export const Policies = z
  .object({
    ...({
      secondFactor: orNull(SecondFactorPolicy),
      allowedKinds: z.array(Kind).nullable(),
      rememberedDevices: orNull(RememberedDevicesPolicy),
      stepUp: orNull(StepUpPolicy),
      session: orNull(SessionPolicy),
      ipAllowlist: orNull(IpAllowlistPolicy),
      passwordPreset: PasswordPresetPolicy.nullable(),
      auditRetentionDays: z.int().nullable(),
      alertCopiesTo: z.string().nullable(),
      singleSignOn: orNull(SingleSignOnPolicy),
    } satisfies Record<PolicyName, z.ZodType>),
    /** Of each policy that is set. */
    set: z.record(z.string(), SetBy),
    members: z.int(),
    /** Whether whoever reads the address for copies of alerts agreed; nothing goes there before. Null where none is set. */
    alertCopiesConfirmed: z.boolean().nullable(),
  })
  .openapi("Policies");

const Affected = Person.extend({ role: RoleName });

export const PolicyPreview = z
  .object({
    members: z.int(),
    /** Whole numbers; the lists hold at most a hundred people each. */
    counts: z.object({
      mustBind: z.int(),
      signedOut: z.int(),
      lockedOut: z.int(),
      sessionsEnded: z.int(),
      /** Who would have to come by the identity provider, and how many of them never have. */
      captured: z.int(),
      neverSignedIn: z.int(),
    }),
    mustBind: z.array(Affected.extend({ dueAt: Instant })),
    signedOut: z.array(Affected.extend({ sessions: z.int() })),
    lockedOut: z.array(Affected.extend({ reason: z.enum(lockOutReasons), addresses: z.array(z.string()) })),
    captured: z.array(Affected.extend({ hasSignedIn: z.boolean() })),
    /** Addresses members came from in the last 30 days that the new list holds off, the busiest first; at most a hundred. */
    addresses: z.array(z.object({ ip: z.string(), members: z.int(), lastSeenAt: Instant })),
    yourAddress: z.string(),
    /** How many members have an authenticator of each kind. */
    kinds: z.object({ passkey: z.int(), totp: z.int(), phone: z.int(), none: z.int() }),
    refused: z.object({ reason: z.string(), detail: z.string() }).optional(),
  })
  .openapi("PolicyPreview");
