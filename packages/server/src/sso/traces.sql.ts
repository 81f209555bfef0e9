import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import { deleteOldest } from "../database/sweep.ts";
import type { Tables } from "../database/tables.ts";

export type TraceRow = Selectable<Tables["ssoTraces"]>;

export async function insertTrace(tx: Tx, row: TraceRow): Promise<void> {
  await tx.insertInto("ssoTraces").values(row).execute();
}

export function listTraceRows(
  read: Reader,
  { connectionId, before, limit }: { connectionId: string; before?: string | undefined; limit: number },
): Promise<TraceRow[]> {
  let query = read.selectFrom("ssoTraces").selectAll().where("connectionId", "=", connectionId);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export function deleteOldTraces(tx: Tx, before: number, most: number): Promise<number> {
  return deleteOldest(tx, "ssoTraces", { key: ["id"], at: "at", before, most });
}
