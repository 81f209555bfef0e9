import type { Person } from "../sessions/caller.ts";
import { type MembershipStatus } from "../vocabulary/states.ts";
import { countMemberships, listPlaces, type Membership, type Place } from "../policies/memberships.ts";
import { findOrganization } from "../policies/organizations.ts";
import { refuse, type Refusal } from "../problems.ts";
import { listPermissions, type Permission } from "../rules/organizations/permissions.ts";
import type { Plan } from "../rules/organizations/plans.ts";
import type { Services, World, View } from "../services.ts";
import type { Belonging } from "./create-organization.ts";

/** How an organization looks to one of its members. */
export interface OrganizationListing {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly role: Membership["role"];
  readonly createdAt: number;
  readonly timeZone: string;
  readonly status: MembershipStatus;
  readonly permissions: readonly Permission[];
}

export function listingOf({ organization, membership }: Belonging): OrganizationListing {
  const { id, name, plan, createdAt, timeZone } = organization;
  const { role, suspendedAt } = membership;
  const isActive = suspendedAt === null;
  return {
    ...{ id, name, plan, role, createdAt, timeZone },
    status: isActive ? "active" : "suspended",
    permissions: isActive ? listPermissions(role) : ["leave"],
  };
}

/** The organizations an account belongs to, newest membership first; `before` is a membership. */
export async function listOwnOrganizations(
  { read }: View,
  { account }: Person,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ id: string; listing: OrganizationListing }[]> {
  const places = await listPlaces(read, account.id);
  const older = before === undefined ? places : places.filter(({ id }) => id < before);
  const page = older.reverse().slice(0, limit);
  return page.map((place) => ({ id: place.id, listing: listingOf(toBelonging(place)) }));
}

function toBelonging(place: Place): Belonging {
  const { organizationId: id, name, plan, timeZone, organizationCreatedAt: createdAt } = place;
  return { organization: { id, name, plan, timeZone, createdAt }, membership: place };
}

export interface OrganizationDetails extends OrganizationListing {
  readonly members: number;
  readonly allows: Plan;
  readonly plans: readonly Plan[];
}

/** What a plan allows. One that the settings name no more allows what the default does. */
export function planOf({ config }: World, name: string): Plan {
  const plan = config.plans.get(name) ?? config.plans.get(config.defaultPlan);
  if (!plan) throw new Error("The settings name no default plan.");
  return { ...plan, name };
}

/** One organization, as one of its members sees it. */
export async function describeOrganization(
  services: Services,
  id: string,
  membership: Belonging["membership"],
): Promise<OrganizationDetails | Refusal<"not-found">> {
  const { read, config } = services;
  const organization = await findOrganization(read, id);
  if (!organization) return refuse("not-found");
  const members = await countMemberships(read, id);
  const allows = planOf(services, organization.plan);
  return { ...listingOf({ organization, membership }), members, allows, plans: [...config.plans.values()] };
}
