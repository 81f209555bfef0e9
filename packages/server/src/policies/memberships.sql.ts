import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { Tables } from "../database/tables.ts";
import type { OrganizationRow } from "./organizations.sql.ts";

export type MembershipRow = Selectable<Tables["memberships"]>;

/** Makes someone a member. Throws when they are one already. */
export async function insertMembership(tx: Tx, row: MembershipRow): Promise<void> {
  await tx.insertInto("memberships").values(row).execute();
}

export function findMembershipRow(
  read: Reader,
  organizationId: string,
  accountId: string,
): Promise<MembershipRow | undefined> {
  return read
    .selectFrom("memberships")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("accountId", "=", accountId)
    .executeTakeFirst();
}

/** Changes a membership. False when there is none. */
export async function setMembership(
  tx: Tx,
  { organizationId, accountId }: Pick<MembershipRow, "organizationId" | "accountId">,
  change: Partial<Pick<MembershipRow, "role" | "suspendedAt" | "breakGlassAt">>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("memberships")
    .set(change)
    .where("organizationId", "=", organizationId)
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Ends a membership. True exactly once. */
export async function deleteMembership(tx: Tx, organizationId: string, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("memberships")
    .where("organizationId", "=", organizationId)
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

/** Everyone who holds a role, those who joined first in front. */
export function listByRole(read: Reader, organizationId: string, role: string): Promise<MembershipRow[]> {
  return read
    .selectFrom("memberships")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("role", "=", role)
    .orderBy("id")
    .execute();
}

/** Ids of an organization's accounts, some at a time, in their order. */
export async function listAccountIds(
  read: Reader,
  organizationId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await read
    .selectFrom("memberships")
    .select("accountId")
    .where("organizationId", "=", organizationId)
    .where("accountId", ">", after)
    .orderBy("accountId")
    .limit(limit)
    .execute();
  return rows.map(({ accountId }) => accountId);
}

export async function countMembers(read: Reader, organizationId: string): Promise<number> {
  const { members } = await read
    .selectFrom("memberships")
    .select(({ fn }) => fn.countAll().as("members"))
    .where("organizationId", "=", organizationId)
    .executeTakeFirstOrThrow();
  return Number(members);
}

/** How many organizations an account belongs to. */
export async function countPlaces(read: Reader, accountId: string): Promise<number> {
  const { places } = await read
    .selectFrom("memberships")
    .select(({ fn }) => fn.countAll().as("places"))
    .where("accountId", "=", accountId)
    .executeTakeFirstOrThrow();
  return Number(places);
}

/** A membership with its organization. */
export interface PlaceRow extends Omit<OrganizationRow, "id" | "createdAt">, MembershipRow {
  readonly organizationCreatedAt: number;
}

const findPlaces = statement<{ accountId: string }, PlaceRow>((on, value) =>
  on
    .selectFrom("memberships")
    .innerJoin("organizations", "organizations.id", "memberships.organizationId")
    .selectAll("memberships")
    .select([
      "organizations.name",
      "organizations.plan",
      "organizations.timeZone",
      "organizations.createdAt as organizationCreatedAt",
    ])
    .where("memberships.accountId", "=", value("accountId"))
    .orderBy("memberships.id"),
);

/** All of an account's memberships, with their organizations. */
export function listPlaceRows(read: Reader, accountId: string): Promise<PlaceRow[]> {
  return findPlaces.all(read, { accountId });
}
