import { listKnownAccounts } from "../accounts/known-accounts.ts";
import { findWorkspace, listWorkspaceMembers, listWorkspaces, type Workspace } from "../policies/workspaces.ts";
import { refuse, type Refusal } from "../problems.ts";
import { decideMay } from "../rules/permissions.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services } from "../services.ts";

interface Page {
  readonly before?: string | undefined;
  readonly limit: number;
}

export type WorkspaceListing = Workspace & { readonly members: number };

/** The organization's workspaces, newest first; to whoever does not manage them, those they are in. */
export function listWorkspacesFor({ database }: Services, { place }: Member, page: Page): Promise<WorkspaceListing[]> {
  const ids = decideMay(place.role, "manage-workspaces") ? undefined : [...place.workspaces.keys()];
  return listWorkspaces(database.read, { ...page, organizationId: place.id, ids });
}

/** One of the organization's workspaces. */
export async function findWorkspaceListing(
  { database }: Services,
  { place }: Member,
  id: string,
): Promise<WorkspaceListing | Refusal<"not-found">> {
  const [found] = await listWorkspaces(database.read, { organizationId: place.id, ids: [id], limit: 1 });
  return found ?? refuse("not-found");
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
