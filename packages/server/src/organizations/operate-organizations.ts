import type { Operator } from "../accounts/operate-accounts.ts";
import { listKnownAccounts } from "../accounts/known-accounts.ts";
import { lockAccount } from "../database/lock-account.ts";
import { countMemberships, listMembersByRole } from "../policies/memberships.ts";
import { findOrganization, listOrganizations, type Organization } from "../policies/organizations.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import type { Services, View } from "../services.ts";
import { foundOrganization } from "./create-organization.ts";
import { listPoliciesSet, type PolicySetIn } from "./policies/clear-policy.ts";

/** Organizations, newest first; `search` is a part of a name. */
export function listOrganizationsForOperator(
  { read }: View,
  page: { search?: string | undefined; before?: string | undefined; limit: number },
): Promise<Organization[]> {
  return listOrganizations(read, page);
}

/** One organization as an operator sees it. */
export interface OperatedOrganization {
  readonly organization: Organization;
  readonly members: number;
  readonly owners: readonly { readonly id: string; readonly email: string }[];
  readonly policies: readonly PolicySetIn[];
}

export async function showOrganization({ read }: View, id: string): Promise<OperatedOrganization | undefined> {
  const organization = await findOrganization(read, id);
  if (!organization) return undefined;
  const owners = await listMembersByRole(read, id, "owner");
  const rows = owners.map(({ accountId }) => ({ accountId, actorId: null }));
  const known = await listKnownAccounts(read, rows);
  const members = await countMemberships(read, id);
  return { organization, members, owners: [...known.values()], policies: await listPoliciesSet(read, id) };
}

/** Makes an organization for someone. */
export async function createForOwner(
  services: Services,
  operator: Operator,
  { name, ownerId }: { name: string; ownerId: string },
): Promise<Organization | Refusal<"conflict">> {
  return services.transact(async (work) => {
    await lockAccount(work.tx, ownerId);
    const founded = await foundOrganization(work, { name }, { ownerId, actor: operator });
    return isRefusal(founded) ? founded : founded.organization;
  });
}
