import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";

export type DomainRow = Selectable<Tables["domains"]>;

export async function insertDomain(tx: Tx, row: DomainRow): Promise<void> {
  await tx.insertInto("domains").values(row).execute();
}

export function findDomainRow(read: Reader, organizationId: string, id: string): Promise<DomainRow | undefined> {
  return read
    .selectFrom("domains")
    .selectAll()
    .where("id", "=", id)
    .where("organizationId", "=", organizationId)
    .executeTakeFirst();
}

export function findDomainRowNamed(read: Reader, organizationId: string, name: string): Promise<DomainRow | undefined> {
  return read
    .selectFrom("domains")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("name", "=", name)
    .executeTakeFirst();
}

/** An organization's domains, newest first. */
export function listDomainRows(
  read: Reader,
  { organizationId, before, limit }: { organizationId: string; before?: string | undefined; limit: number },
): Promise<DomainRow[]> {
  let query = read.selectFrom("domains").selectAll().where("organizationId", "=", organizationId);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export async function countDomainRows(read: Reader, organizationId: string): Promise<number> {
  const { domains } = await read
    .selectFrom("domains")
    .select(({ fn }) => fn.countAll().as("domains"))
    .where("organizationId", "=", organizationId)
    .executeTakeFirstOrThrow();
  return Number(domains);
}

/** Proven domains with one of these names, released ones among them. */
export async function listProvenNamed(read: Reader, names: readonly string[]): Promise<ProvenRow[]> {
  const rows = await read
    .selectFrom("domains")
    .select(["id", "organizationId", "name", "includeSubdomainsAt", "verifiedAt", "releasedAt"])
    .where("name", "in", names)
    .where("verifiedAt", "is not", null)
    .execute();
  return rows.map(({ verifiedAt, ...row }) => ({ ...row, verifiedAt: verifiedAt! }));
}
export type ProvenRow = Pick<DomainRow, "id" | "organizationId" | "name" | "includeSubdomainsAt" | "releasedAt"> & {
  readonly verifiedAt: number;
};

/** Proven domains whose record is to be looked for, the longest due first. */
export function listDueRows(read: Reader, now: number, limit: number): Promise<DomainRow[]> {
  return read
    .selectFrom("domains")
    .selectAll()
    .where("dueAt", "<=", now)
    .orderBy("dueAt")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Puts the next look off, for whoever comes first. True exactly once for each time it is due. */
export async function postponeDue(tx: Tx, { id, dueAt }: DomainRow, until: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("domains")
    .set({ dueAt: until })
    .where("id", "=", id)
    .where("dueAt", "=", dueAt)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Holds a domain until the transaction ends. */
export function holdDomainRow(tx: Tx, id: string): Promise<DomainRow | undefined> {
  return tx
    .updateTable("domains")
    .set(({ ref }) => ({ createdAt: ref("createdAt") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export type DomainChange = Partial<
  Pick<DomainRow, "verifiedAt" | "checkedAt" | "dueAt" | "failingSince" | "remindedAt" | "releasedAt">
>;

export async function setDomain(tx: Tx, id: string, change: DomainChange): Promise<void> {
  await tx.updateTable("domains").set(change).where("id", "=", id).execute();
}

/** Deletes a domain. True exactly once. */
export async function deleteDomainRow(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("domains").where("id", "=", id).executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}
