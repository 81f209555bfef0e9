import { membershipStatuses } from "../../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { refuseNonOperator } from "../../accounts/operators.ts";
import { setPlan, updateOrganization } from "../../organizations/change-organization.ts";
import { createOrganization } from "../../organizations/create-organization.ts";
import {
  describeOrganization,
  listingOf,
  listOwnOrganizations,
  type OrganizationListing,
} from "../../organizations/describe-organization.ts";
import { transferOwnership } from "../../organizations/transfer-ownership.ts";
import { isRefusal } from "../../problems.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { GroupName, Instant, pageOf, PageQuery, toPage } from "../schemas.ts";
import { OrganizationParam, PermissionName, Plan, RoleName, TimeZone } from "./organization-schemas.ts";

const Organization = z
  .object({
    id: z.string(),
    name: z.string(),
    plan: z.string(),
    role: RoleName,
    createdAt: Instant,
    timeZone: z.string(),
    status: z.enum(membershipStatuses),
    permissions: z.array(PermissionName),
  })
  .openapi("Organization");
const OrganizationDetails = Organization.extend({ members: z.int(), allows: Plan, plans: z.array(Plan) }).openapi(
  "OrganizationDetails",
);

function shown({ createdAt, ...listing }: OrganizationListing) {
  return { ...listing, createdAt: instant(createdAt) };
}

async function answerOrganization(services: Services, { place }: Member) {
  const described = await describeOrganization(services, place.id, place);
  return isRefusal(described) ? described : { status: 200, body: shown(described) };
}

export const postOrganization = endpoint({
  access: "person",
  summary: "Make an organization; its maker is its first owner.",
  body: z.strictObject({ name: GroupName, timeZone: TimeZone.optional() }),
  answers: { 201: Organization },
  refusals: ["not-allowed", "conflict"],
  async run({ services, caller, input }) {
    const made = await createOrganization(services, caller, input);
    return isRefusal(made) ? made : { status: 201, body: shown(listingOf(made)) };
  },
});

export const getOrganizations = endpoint({
  access: "person",
  summary: "The organizations one belongs to, newest membership first.",
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Organization) },
  async run({ services, caller, input: { limit, cursor } }) {
    const rows = await listOwnOrganizations(services, caller, { limit: limit + 1, before: cursor });
    return { status: 200, body: toPage(rows, limit, ({ listing }) => shown(listing)) };
  },
});

export const getOrganization = endpoint({
  access: "member",
  summary: "One organization, one's role in it, and what its plan allows.",
  params: OrganizationParam,
  answers: { 200: OrganizationDetails },
  run: ({ services, caller }) => answerOrganization(services, caller),
});

export const patchOrganization = endpoint({
  access: "member",
  summary: "Rename an organization, or change the time zone its days are counted in.",
  params: OrganizationParam,
  body: z.strictObject({ name: GroupName.optional(), timeZone: TimeZone.optional() }),
  answers: { 200: OrganizationDetails },
  async run({ services, caller, input }) {
    return (await updateOrganization(services, caller, input)) ?? answerOrganization(services, caller);
  },
});

export const putOrganizationPlan = endpoint({
  access: "person",
  summary: "Give an organization another plan. For the deployment's operators.",
  params: OrganizationParam,
  body: z.strictObject({ plan: z.string().min(1).max(40) }),
  answers: { 204: null },
  refusals: ["not-allowed", "not-found", "invalid-request"],
  async run({ services, caller, client, input: { org, plan } }) {
    const { account, session } = caller;
    const by = { actor: { kind: "operator", id: account.id }, sessionId: session.id, client } as const;
    const change = { organizationId: org, plan };
    return refuseNonOperator(services, caller) ?? (await setPlan(services, by, change)) ?? { status: 204 };
  },
});

export const postOwnershipTransfer = endpoint({
  access: "member",
  summary: "Make another member the owner in one's place; one stays as an admin.",
  params: OrganizationParam,
  body: z.strictObject({ account: z.string().min(1).max(64) }),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  async run({ services, caller, input: { account } }) {
    return (await transferOwnership(services, caller, account)) ?? { status: 204 };
  },
});
