import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type WorkspaceRow = Selectable<Tables["workspaces"]>;
export type WorkspaceMemberRow = Selectable<Tables["workspaceMembers"]>;

export async function insertWorkspace(tx: Tx, row: WorkspaceRow): Promise<void> {
  await tx.insertInto("workspaces").values(row).execute();
}

export function findWorkspaceRow(read: Reader, organizationId: string, id: string): Promise<WorkspaceRow | undefined> {
  return read
    .selectFrom("workspaces")
    .selectAll()
    .where("id", "=", id)
    .where("organizationId", "=", organizationId)
    .executeTakeFirst();
}

export function findWorkspaceByName(
  read: Reader,
  organizationId: string,
  name: string,
): Promise<WorkspaceRow | undefined> {
  return read
    .selectFrom("workspaces")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("name", "=", name)
    .executeTakeFirst();
}

/** Which workspaces of an organization; with ids, only those. */
export interface WorkspacePage {
  readonly organizationId: string;
  readonly ids?: readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** An organization's workspaces, newest first, with how many members each has. */
export async function listWorkspaceRows(
  read: Reader,
  { organizationId, ids, before, limit }: WorkspacePage,
): Promise<(WorkspaceRow & { members: number })[]> {
  let query = read
    .selectFrom("workspaces")
    .selectAll("workspaces")
    .select(({ selectFrom }) =>
      selectFrom("workspaceMembers")
        .select(({ fn }) => fn.countAll().as("members"))
        .whereRef("workspaceMembers.workspaceId", "=", "workspaces.id")
        .as("members"),
    )
    .where("organizationId", "=", organizationId);
  if (ids) query = query.where("id", "in", ids);
  if (before !== undefined) query = query.where("id", "<", before);
  const rows = await query.orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => ({ ...row, members: Number(row.members) }));
}

export async function countWorkspaceRows(read: Reader, organizationId: string): Promise<number> {
  const { workspaces } = await read
    .selectFrom("workspaces")
    .select(({ fn }) => fn.countAll().as("workspaces"))
    .where("organizationId", "=", organizationId)
    .executeTakeFirstOrThrow();
  return Number(workspaces);
}

export async function setWorkspaceName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable("workspaces").set({ name }).where("id", "=", id).execute();
}

/** Deletes a workspace. True exactly once. */
export async function deleteWorkspaceRow(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("workspaces").where("id", "=", id).executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Puts a member into a workspace. False when they are there already. */
export async function insertWorkspaceMember(tx: Tx, row: WorkspaceMemberRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("workspaceMembers")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspaceId", "accountId"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Takes a member out of a workspace. True exactly once. */
export async function deleteWorkspaceMember(tx: Tx, workspaceId: string, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("workspaceMembers")
    .where("workspaceId", "=", workspaceId)
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** The accounts in a workspace, by id, newest account first. */
export function listWorkspaceMemberRows(
  read: Reader,
  { workspaceId, before, limit }: { workspaceId: string; before?: string | undefined; limit: number },
): Promise<WorkspaceMemberRow[]> {
  let query = read.selectFrom("workspaceMembers").selectAll().where("workspaceId", "=", workspaceId);
  if (before !== undefined) query = query.where("accountId", "<", before);
  return query.orderBy("accountId", "desc").limit(limit).execute();
}

/** The workspaces an account is in, everywhere. */
export function listWorkspacesOf(
  read: Reader,
  accountId: string,
): Promise<{ id: string; organizationId: string; name: string; createdAt: number }[]> {
  return read
    .selectFrom("workspaceMembers")
    .innerJoin("workspaces", "workspaces.id", "workspaceMembers.workspaceId")
    .select(["workspaces.id", "workspaces.organizationId", "workspaces.name", "workspaceMembers.createdAt"])
    .where("workspaceMembers.accountId", "=", accountId)
    .orderBy("workspaces.id")
    .execute();
}

/** The workspaces of one organization that these accounts are in. */
export async function listWorkspacesOfMany(
  read: Reader,
  organizationId: string,
  accountIds: readonly string[],
): Promise<{ accountId: string; id: string; name: string }[]> {
  if (accountIds.length === 0) return [];
  return read
    .selectFrom("workspaceMembers")
    .innerJoin("workspaces", "workspaces.id", "workspaceMembers.workspaceId")
    .select(["workspaceMembers.accountId", "workspaces.id", "workspaces.name"])
    .where("workspaceMembers.organizationId", "=", organizationId)
    .where("workspaceMembers.accountId", "in", accountIds)
    .orderBy("workspaces.id")
    .execute();
}
