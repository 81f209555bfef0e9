import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { spend } from "../database/single-use.ts";
import { statement } from "../database/statement.ts";
import type { Tables } from "../database/tables.ts";

export type ConnectionRow = Selectable<Tables["connections"]>;

export async function insertConnection(tx: Tx, row: ConnectionRow): Promise<void> {
  await tx.insertInto("connections").values(row).execute();
}

const find = statement<{ id: string }, ConnectionRow>((on, value) =>
  on.selectFrom("connections").selectAll().where("id", "=", value("id")).where("deletedAt", "is", null),
);

export function findConnectionRow(read: Reader, id: string): Promise<ConnectionRow | undefined> {
  return find.first(read, { id });
}

const listOf = statement<{ organizationId: string }, ConnectionRow>((on, value) =>
  on
    .selectFrom("connections")
    .selectAll()
    .where("organizationId", "=", value("organizationId"))
    .where("deletedAt", "is", null)
    .orderBy("id", "desc"),
);

/** An organization's connections, newest first: there are few. */
export function listConnectionRows(read: Reader, organizationId: string): Promise<ConnectionRow[]> {
  return listOf.all(read, { organizationId });
}

/** Changes a connection. False when it is gone, or is not as it was read. */
export async function updateConnection(
  tx: Tx,
  { id, revision, pendingRevision }: Pick<ConnectionRow, "id" | "revision" | "pendingRevision">,
  change: Partial<ConnectionRow>,
): Promise<boolean> {
  let update = tx
    .updateTable("connections")
    .set(change)
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .where("revision", "=", revision);
  update =
    pendingRevision === null
      ? update.where("pendingRevision", "is", null)
      : update.where("pendingRevision", "=", pendingRevision);
  return (await update.executeTakeFirstOrThrow()).numUpdatedRows === 1n;
}

export async function setConnectionUse(
  tx: Tx,
  id: string,
  use: Partial<Pick<ConnectionRow, "lastSignInAt" | "lastFailureAt" | "lastFailure">>,
): Promise<void> {
  await tx.updateTable("connections").set(use).where("id", "=", id).execute();
}

/** Connections whose metadata was last read before an instant. Claims them: another server gets others. */
export function claimMetadataDue(tx: Tx, before: number, now: number, most: number): Promise<ConnectionRow[]> {
  const due = tx
    .selectFrom("connections")
    .select("id")
    .where("metadataReadAt", "<", before)
    .where("deletedAt", "is", null)
    .orderBy("metadataReadAt")
    .limit(most);
  return tx
    .updateTable("connections")
    .set({ metadataReadAt: now })
    .where("id", "in", due)
    .where("metadataReadAt", "<", before)
    .returningAll()
    .execute();
}

/** The same of one, where it was read before an instant. True exactly once. */
export function claimMetadataOnce(
  tx: Tx,
  id: string,
  { before, now }: { before: number; now: number },
): Promise<boolean> {
  return spend(
    tx
      .updateTable("connections")
      .set({ metadataReadAt: now })
      .where("id", "=", id)
      .where("metadataReadAt", "<", before)
      .where("deletedAt", "is", null),
  );
}

/** Connections that were switched off or deleted since an instant. */
export function listEndedSince(read: Reader, since: number, most: number): Promise<ConnectionRow[]> {
  return (
    read
      .selectFrom("connections")
      .selectAll()
      // One that is deleted was switched off with it.
      .where("disabledAt", ">=", since)
      .orderBy("disabledAt")
      .orderBy("id")
      .limit(most)
      .execute()
  );
}

/** Holds a connection until the transaction ends: it is not switched off beside it. */
export function holdConnectionRow(tx: Tx, id: string): Promise<ConnectionRow | undefined> {
  return tx
    .updateTable("connections")
    .set(({ ref }) => ({ createdAt: ref("createdAt") }))
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** The active connections among some organizations'. */
export function listActiveOf(read: Reader, organizationIds: readonly string[]): Promise<ConnectionRow[]> {
  if (organizationIds.length === 0) return Promise.resolve([]);
  return read
    .selectFrom("connections")
    .selectAll()
    .where("organizationId", "in", organizationIds)
    .where("activatedAt", "is not", null)
    .where("disabledAt", "is", null)
    .where("deletedAt", "is", null)
    .orderBy("id")
    .execute();
}
