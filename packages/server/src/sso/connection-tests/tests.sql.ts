import type { Selectable } from "kysely";
import type { Reader, Tx } from "../../database/database.ts";
import { spend } from "../../database/single-use.ts";
import { deleteOldest } from "../../database/sweep.ts";
import type { Tables } from "../../database/tables.ts";

export type TestRow = Selectable<Tables["connectionTests"]>;

export async function insertTest(tx: Tx, row: TestRow): Promise<void> {
  await tx.insertInto("connectionTests").values(row).execute();
}

export function findTest(read: Reader, id: string): Promise<TestRow | undefined> {
  return read.selectFrom("connectionTests").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Ends a test with its result. True exactly once. */
export function setTestFinished(
  tx: Tx,
  id: string,
  { finishedAt, passedAt, result }: Pick<TestRow, "finishedAt" | "passedAt" | "result">,
): Promise<boolean> {
  return spend(
    tx
      .updateTable("connectionTests")
      .set({ finishedAt, passedAt, result })
      .where("id", "=", id)
      .where("finishedAt", "is", null),
  );
}

/** When an account last tested a connection as it is, and it passed. */
export async function findPassedBy(
  read: Reader,
  where: { connectionId: string; revision: string; startedBy: string },
): Promise<number | null> {
  const row = await read
    .selectFrom("connectionTests")
    .select("passedAt")
    .where("connectionId", "=", where.connectionId)
    .where("revision", "=", where.revision)
    .where("startedBy", "=", where.startedBy)
    .where("passedAt", "is not", null)
    .orderBy("passedAt", "desc")
    .executeTakeFirst();
  return row?.passedAt ?? null;
}

/** The test of a connection that has a result and was begun last. */
export function findLastFinished(read: Reader, connectionId: string): Promise<TestRow | undefined> {
  return read
    .selectFrom("connectionTests")
    .selectAll()
    .where("connectionId", "=", connectionId)
    .where("finishedAt", "is not", null)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
}

export function deleteOldTests(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "connectionTests", { key: ["id"], at: "expiresAt", before, most });
}
