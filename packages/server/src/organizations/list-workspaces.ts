import type { Role } from "../vocabulary/roles.ts";
import { listKnownAccounts } from "../accounts/known-accounts.ts";
import { findShortPoliciesOf } from "../policies/stored-policies.ts";
import { findWorkspace, listWorkspaceMembers, listWorkspaces, type Workspace } from "../policies/workspaces.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideMay } from "../rules/organizations/permissions.ts";
import type { PolicyValues } from "../vocabulary/policies.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";

interface Page {
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface WorkspaceListing extends Workspace {
  readonly members: number;
  /** Its own session limits, for those who may see policies. */
  readonly session: PolicyValues["session"] | null;
}

/** The organization's workspaces, newest first; to whoever does not manage them, those they are in. */
export async function listWorkspacesFor(
  services: Services,
  { place }: Member,
  page: Page,
): Promise<WorkspaceListing[]> {
  const ids = decideMay(place.role, "manage-workspaces") ? undefined : [...place.workspaces.keys()];
  const found = await listWorkspaces(services.read, { ...page, organizationId: place.id, ids });
  return withLimits(services, place.role, found);
}

async function withLimits(
  { database }: Services,
  role: Role,
  found: readonly (Workspace & { members: number })[],
): Promise<WorkspaceListing[]> {
  const seen = decideMay(role, "see-policies") ? found.map(({ id }) => id) : [];
  const set = await findShortPoliciesOf(database.read, seen);
  return found.map((each) => ({ ...each, session: set.get(each.id)?.session?.value ?? null }));
}

/** One of the organization's workspaces. */
export async function findWorkspaceListing(
  services: Services,
  { place }: Member,
  id: string,
): Promise<WorkspaceListing | Refusal<"not-found">> {
  const found = await listWorkspaces(services.read, { organizationId: place.id, ids: [id], limit: 1 });
  const [listing] = await withLimits(services, place.role, found);
  return listing ?? refuse("not-found");
}

/** Someone in a workspace. */
export interface WorkspaceMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly addedAt: number;
}

/** Who is in one of the organization's workspaces, newest account first. */
export async function listPeopleIn(
  { database }: Services,
  { place }: Member,
  { workspaceId, ...page }: Page & { workspaceId: string },
): Promise<WorkspaceMember[] | Refusal<"not-found">> {
  const { read } = database;
  if (!(await findWorkspace(read, place.id, workspaceId))) return refuse("not-found");
  const rows = await listWorkspaceMembers(read, { ...page, workspaceId });
  const known = await listKnownAccounts(
    read,
    rows.map(({ accountId }) => ({ accountId, actorId: null })),
  );
  return rows.map(({ accountId, createdAt }) => {
    const { name = "", email = "" } = known.get(accountId) ?? {};
    return { id: accountId, name, email, addedAt: createdAt };
  });
}
