import type { Reader, Tx } from "../database/database.ts";
import { raiseEpoch } from "./epoch.sql.ts";
import {
  deleteOrganization,
  findOrganizationRow,
  holdOrganizationRow,
  insertOrganization,
  listOrganizationRows,
  type OrganizationRow,
  setOrganization,
} from "./organizations.sql.ts";

/** A customer: people with roles, workspaces, policies and a plan. */
export type Organization = OrganizationRow;

export function addOrganization(tx: Tx, organization: Organization): Promise<void> {
  return insertOrganization(tx, organization);
}

export function findOrganization(read: Reader, id: string): Promise<Organization | undefined> {
  return findOrganizationRow(read, id);
}

export function listOrganizations(
  read: Reader,
  page: { search?: string | undefined; before?: string | undefined; limit: number },
): Promise<Organization[]> {
  return listOrganizationRows(read, page);
}

/**
 * Holds an organization until the transaction ends. Whatever changes who its owners are, or what it asks of them, takes it
 * first, so that two owners cannot leave at once.
 */
export function lockOrganization(tx: Tx, id: string): Promise<Organization | undefined> {
  return holdOrganizationRow(tx, id);
}

/** Changes an organization. Everyone in it sees the change at the next request, on every server. */
export async function changeOrganization(
  tx: Tx,
  id: string,
  change: Partial<Pick<Organization, "name" | "plan" | "timeZone">>,
): Promise<void> {
  await setOrganization(tx, id, change);
  await raiseEpoch(tx);
}

/** Deletes an organization with its memberships, workspaces, invitations and policies. */
export async function removeOrganization(tx: Tx, id: string): Promise<void> {
  await deleteOrganization(tx, id);
  await raiseEpoch(tx);
}
