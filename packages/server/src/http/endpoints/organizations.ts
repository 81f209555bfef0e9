import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Instant, pageOf, PageQuery } from "../schemas.ts";
import { GroupName, OrganizationParam, PermissionName, Plan, RoleName, TimeZone } from "./organization-schemas.ts";

const Organization = z
  .object({
    id: z.string(),
    name: z.string(),
    plan: z.string(),
    role: RoleName,
    createdAt: Instant,
    timeZone: z.string(),
    status: z.enum(["active", "suspended"]),
    permissions: z.array(PermissionName),
  })
  .openapi("Organization");
const OrganizationDetails = Organization.extend({ members: z.int(), allows: Plan, plans: z.array(Plan) }).openapi(
  "OrganizationDetails",
);

export const postOrganization = endpoint({
  access: "subscriber",
  summary: "Make an organization; its maker is its first owner.",
  body: z.strictObject({ name: GroupName, timeZone: TimeZone.optional() }),
  answers: { 201: Organization },
  refusals: ["not-allowed"],
  run: async () => refuse("not-allowed"),
});

export const getOrganizations = endpoint({
  access: "subscriber",
  summary: "The organizations one belongs to, newest membership first.",
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Organization) },
  run: async () => ({ status: 200, body: { items: [], nextCursor: null } }),
});

export const getOrganization = endpoint({
  access: "see-organization",
  summary: "One organization, one's role in it, and what its plan allows.",
  params: OrganizationParam,
  answers: { 200: OrganizationDetails },
  run: async () => refuse("not-found"),
});

export const patchOrganization = endpoint({
  access: "change-organization",
  summary: "Rename an organization, or change the time zone its days are counted in.",
  params: OrganizationParam,
  body: z.strictObject({ name: GroupName.optional(), timeZone: TimeZone.optional() }),
  answers: { 200: OrganizationDetails },
  run: async () => refuse("not-found"),
});

export const putOrganizationPlan = endpoint({
  access: "subscriber",
  summary: "Give an organization another plan. For the deployment's operators.",
  params: OrganizationParam,
  body: z.strictObject({ plan: z.string().min(1).max(40) }),
  answers: { 204: null },
  refusals: ["not-allowed", "not-found", "invalid-request"],
  run: async () => refuse("not-allowed"),
});

export const postOwnershipTransfer = endpoint({
  access: "transfer-ownership",
  summary: "Make another member the owner in one's place; one stays as an admin.",
  params: OrganizationParam,
  body: z.strictObject({ account: z.string().min(1).max(64) }),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});
