import type { Reader, Tx } from "../database/database.ts";
import { raiseEpoch } from "./epoch.sql.ts";
import { deletePoliciesOf } from "./policies.sql.ts";
import {
  countWorkspaceRows,
  deleteWorkspaceMember,
  deleteWorkspaceRow,
  findWorkspaceByName,
  findWorkspaceRow,
  insertWorkspace,
  insertWorkspaceMember,
  listWorkspaceMemberRows,
  listWorkspaceRows,
  listWorkspacesOfMany,
  setWorkspaceName,
  type WorkspaceMemberRow,
  type WorkspacePage,
  type WorkspaceRow,
} from "./workspaces.sql.ts";

/** A part of an organization. */
export type Workspace = WorkspaceRow;

export function addWorkspace(tx: Tx, workspace: Workspace): Promise<void> {
  return insertWorkspace(tx, workspace);
}

export function findWorkspace(read: Reader, organizationId: string, id: string): Promise<Workspace | undefined> {
  return findWorkspaceRow(read, organizationId, id);
}

export function findWorkspaceNamed(read: Reader, organizationId: string, name: string): Promise<Workspace | undefined> {
  return findWorkspaceByName(read, organizationId, name);
}

export function countWorkspaces(read: Reader, organizationId: string): Promise<number> {
  return countWorkspaceRows(read, organizationId);
}

export function listWorkspaces(read: Reader, page: WorkspacePage): Promise<(Workspace & { members: number })[]> {
  return page.ids?.length === 0 ? Promise.resolve([]) : listWorkspaceRows(read, page);
}

/** The workspaces of one organization that these accounts are in, by account. */
export async function listWorkspacesWithin(
  read: Reader,
  organizationId: string,
  accountIds: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const found = new Map<string, { id: string; name: string }[]>();
  for (const { accountId, id, name } of await listWorkspacesOfMany(read, organizationId, accountIds))
    found.set(accountId, [...(found.get(accountId) ?? []), { id, name }]);
  return found;
}

export async function renameWorkspace(tx: Tx, id: string, name: string): Promise<void> {
  await setWorkspaceName(tx, id, name);
  await raiseEpoch(tx);
}

/** Deletes a workspace with its policies. True exactly once. */
export async function removeWorkspace(tx: Tx, id: string): Promise<boolean> {
  const removed = await deleteWorkspaceRow(tx, id);
  if (!removed) return false;
  await deletePoliciesOf(tx, id);
  await raiseEpoch(tx);
  return true;
}

/** Puts a member of the organization into a workspace. False when they are there already. */
export async function addToWorkspace(tx: Tx, member: WorkspaceMemberRow): Promise<boolean> {
  const added = await insertWorkspaceMember(tx, member);
  if (added) await raiseEpoch(tx);
  return added;
}

/** Takes someone out of a workspace. True exactly once. */
export async function takeFromWorkspace(tx: Tx, workspaceId: string, accountId: string): Promise<boolean> {
  const taken = await deleteWorkspaceMember(tx, workspaceId, accountId);
  if (taken) await raiseEpoch(tx);
  return taken;
}

/** Who is in a workspace, by account id, newest account first. */
export function listWorkspaceMembers(
  read: Reader,
  page: { workspaceId: string; before?: string | undefined; limit: number },
): Promise<WorkspaceMemberRow[]> {
  return listWorkspaceMemberRows(read, page);
}
