import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type PolicyRow = Selectable<Tables["policies"]>;

/** The policies of these scopes: ids of organizations and workspaces. */
export function listPolicyRows(read: Reader, scopes: readonly string[]): Promise<PolicyRow[]> {
  return read.selectFrom("policies").selectAll().where("scope", "in", scopes).execute();
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
  const { value, setAt, setBy } = row;
  await tx
    .insertInto("policies")
    .values(row)
    .onConflict((conflict) => conflict.columns(["scope", "name"]).doUpdateSet({ value, setAt, setBy }))
    .execute();
}

export async function deletePolicy(tx: Tx, scope: string, name: string): Promise<void> {
  await tx.deleteFrom("policies").where("scope", "=", scope).where("name", "=", name).execute();
}

export async function deletePoliciesOf(tx: Tx, scope: string): Promise<void> {
  await tx.deleteFrom("policies").where("scope", "=", scope).execute();
}
