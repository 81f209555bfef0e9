import { type Selectable, sql } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { PolicyName } from "../vocabulary/policies.ts";

export type PolicyRow = Selectable<Tables["policies"]>;

/** The policies of these scopes: ids of organizations and workspaces. */
export function listPolicyRows(read: Reader, scopes: readonly string[]): Promise<PolicyRow[]> {
  return read.selectFrom("policies").selectAll().where("scope", "in", scopes).execute();
}

/** The same without IP allowlists, which are long, and needed only where somebody acts. */
export function listShortPolicyRows(read: Reader, scopes: readonly string[]): Promise<PolicyRow[]> {
  return read
    .selectFrom("policies")
    .selectAll()
    .where("scope", "in", scopes)
    .where("name", "<>", allowlistName)
    .execute();
}

const allowlistName: PolicyName = "ipAllowlist";

/** What tells one version of an allowlist from another. */
export type AllowlistHead = Pick<PolicyRow, "scope" | "version" | "setAt" | "setBy"> & { readonly size: number };

const allowlists = (read: Reader, scopes: readonly string[]) =>
  read
    .selectFrom("policies")
    .select(["scope", "version", "setAt", "setBy", sql<number>`length(value)`.as("size")])
    .where("scope", "in", scopes)
    .where("name", "=", allowlistName);

/** Which allowlists of these scopes there are, without their entries. */
export function listAllowlistHeads(read: Reader, scopes: readonly string[]): Promise<AllowlistHead[]> {
  return allowlists(read, scopes).execute();
}

/** The same of one, with its entries. */
export function findAllowlist(read: Reader, scope: string): Promise<(AllowlistHead & { value: string }) | undefined> {
  return allowlists(read, [scope]).select("value").executeTakeFirst();
}

/** The policies of an organization and of its workspaces. */
export function listPolicyRowsIn(read: Reader, organizationId: string): Promise<PolicyRow[]> {
  return read.selectFrom("policies").selectAll().where("organizationId", "=", organizationId).execute();
}

/** All of one policy, in every organization. */
export function listPolicyEverywhere(read: Reader, name: string): Promise<PolicyRow[]> {
  return read.selectFrom("policies").selectAll().where("name", "=", name).execute();
}

export async function putPolicy(tx: Tx, row: PolicyRow): Promise<void> {
  const { value, setAt, setBy, version } = row;
  await tx
    .insertInto("policies")
    .values(row)
    .onConflict((conflict) => conflict.columns(["scope", "name"]).doUpdateSet({ value, setAt, setBy, version }))
    .execute();
}

export async function deletePolicy(tx: Tx, scope: string, name: string): Promise<void> {
  await tx.deleteFrom("policies").where("scope", "=", scope).where("name", "=", name).execute();
}

export async function deletePoliciesOf(tx: Tx, scope: string): Promise<void> {
  await tx.deleteFrom("policies").where("scope", "=", scope).execute();
}
