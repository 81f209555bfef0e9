import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { statement } from "../../database/statement.ts";
import type { Tables } from "../../database/tables.ts";

/** What an account is known by at an identity provider. */
export type IdentityRow = Selectable<Tables["identities"]>;

const find = statement<{ connectionId: string; subjectKey: string }, IdentityRow>((on, value) =>
  on
    .selectFrom("identities")
    .selectAll()
    .where("connectionId", "=", value("connectionId"))
    .where("subjectKey", "=", value("subjectKey"))
    .where("unlinkedAt", "is", null),
);

export function findLinked(read: Reader, connectionId: string, subjectKey: string): Promise<IdentityRow | undefined> {
  return find.first(read, { connectionId, subjectKey });
}

const list = statement<{ accountId: string }, IdentityRow>((on, value) =>
  on
    .selectFrom("identities")
    .selectAll()
    .where("accountId", "=", value("accountId"))
    .where("unlinkedAt", "is", null)
    .orderBy("id"),
);

export function listLinkedTo(read: Reader, accountId: string): Promise<IdentityRow[]> {
  return list.all(read, { accountId });
}

/** Links a subject to an account. False when it is linked already. */
export async function insertIdentity(tx: Tx, row: IdentityRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("identities")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["connectionId", "subjectKey"]).where("unlinkedAt", "is", null).doNothing(),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setIdentityUsed(
  tx: Tx,
  id: string,
  used: { lastUsedAt: number; address: string | null; attributes: string | null },
): Promise<void> {
  await tx.updateTable("identities").set(used).where("id", "=", id).execute();
}

/** Which identities of an account: all, those of one connection, those of one organization, or one. */
export interface IdentitiesWhere {
  readonly accountId?: string;
  readonly connectionId?: string;
  readonly organizationId?: string;
  readonly id?: string;
  /** Only those linked since then. */
  readonly since?: number;
}

/** Unlinks. Answers what was linked until now: each row exactly once. */
export function unlinkWhere(tx: Tx, where: IdentitiesWhere, now: number, most = 1000): Promise<IdentityRow[]> {
  let which = tx.selectFrom("identities").select("id").where("unlinkedAt", "is", null);
  for (const key of ["accountId", "connectionId", "organizationId", "id"] as const) {
    const value = where[key];
    if (value !== undefined) which = which.where(key, "=", value);
  }
  if (where.since !== undefined) which = which.where("linkedAt", ">=", where.since);
  return tx
    .updateTable("identities")
    .set({ unlinkedAt: now })
    .where("id", "in", which.orderBy("id").limit(most))
    .where("unlinkedAt", "is", null)
    .returningAll()
    .execute();
}

/** People known at a connection, newest first, with what role rules read. */
export function listOfConnection(
  read: Reader,
  { connectionId, limit, before }: { connectionId: string; limit: number; before?: string | undefined },
): Promise<IdentityRow[]> {
  let query = read
    .selectFrom("identities")
    .selectAll()
    .where("connectionId", "=", connectionId)
    .where("unlinkedAt", "is", null);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** Identities of these accounts in one organization. */
export async function listOfMembers(
  read: Reader,
  organizationId: string,
  accountIds: readonly string[],
): Promise<IdentityRow[]> {
  if (accountIds.length === 0) return [];
  return read
    .selectFrom("identities")
    .selectAll()
    .where("organizationId", "=", organizationId)
    .where("accountId", "in", accountIds)
    .where("unlinkedAt", "is", null)
    .orderBy("id")
    .execute();
}

/** How many identities of a connection were used since then; counted as far as `most`. */
export async function countUsedSince(
  read: Reader,
  { connectionId, since, most }: { connectionId: string; since: number; most: number },
): Promise<number> {
  const used = read
    .selectFrom("identities")
    .select("id")
    .where("connectionId", "=", connectionId)
    .where("unlinkedAt", "is", null)
    .where("lastUsedAt", ">=", since)
    .limit(most)
    .as("used");
  const { people } = await read
    .selectFrom(used)
    .select(({ fn }) => fn.countAll<number>().as("people"))
    .executeTakeFirstOrThrow();
  return people;
}
