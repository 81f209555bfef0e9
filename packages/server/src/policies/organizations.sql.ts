import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type OrganizationRow = Selectable<Tables["organizations"]>;

export async function insertOrganization(tx: Tx, row: OrganizationRow): Promise<void> {
  await tx.insertInto("organizations").values(row).execute();
}

export function findOrganizationRow(read: Reader, id: string): Promise<OrganizationRow | undefined> {
  return read.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Organizations, newest first; `search` is a part of a name. */
export function listOrganizationRows(
  read: Reader,
  { search, before, limit }: { search?: string | undefined; before?: string | undefined; limit: number },
): Promise<OrganizationRow[]> {
  let query = read.selectFrom("organizations").selectAll();
  if (search)
    query = query.where(({ fn }) => fn("lower", ["name"]), "like", `%${search.toLowerCase().replace(/[%_]/g, "")}%`);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** The organizations with one of these plans. */
export function listByPlan(read: Reader, plans: readonly string[]): Promise<Pick<OrganizationRow, "id" | "plan">[]> {
  return read.selectFrom("organizations").select(["id", "plan"]).where("plan", "in", plans).execute();
}

export async function setOrganization(
  tx: Tx,
  id: string,
  change: Partial<Pick<OrganizationRow, "name" | "plan" | "timeZone">>,
): Promise<void> {
  await tx.updateTable("organizations").set(change).where("id", "=", id).execute();
}

/** Holds an organization until the transaction ends. */
export async function holdOrganizationRow(tx: Tx, id: string): Promise<OrganizationRow | undefined> {
  return tx
    .updateTable("organizations")
    .set(({ ref }) => ({ createdAt: ref("createdAt") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteOrganization(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("organizations").where("id", "=", id).execute();
}
