import { sql } from "kysely";
import type { Tx } from "../../../database/database.ts";
import { saltBytes } from "../tree/entry.ts";

/** Takes from an account's leaves what would show what its events said. Whose they were can still be shown. */
export async function eraseLeafDetails(tx: Tx, accountId: string, erasedAt: number): Promise<void> {
  await tx
    .updateTable("logLeaves")
    .set({ salts: sql<Uint8Array>`substr(salts, 1, cast(${saltBytes} as integer))`, erasedAt })
    .where("erasedAt", "is", null)
    .where("salts", "is not", null)
    .where("leafIndex", "in", (events) =>
      events
        .selectFrom("events")
        .select((row) => row.ref("leafIndex").$notNull().as("leafIndex"))
        .where("accountId", "=", accountId)
        .where("leafIndex", "is not", null),
    )
    .execute();
}

export interface OldEvent {
  readonly leafIndex: number;
  readonly at: number;
  readonly organizationId: string | null;
}

/** The sealed events that stand first in the log, behind a place. */
export async function listOldestSealed(tx: Tx, after: number, limit: number): Promise<OldEvent[]> {
  const rows = await tx
    .selectFrom("events")
    .select(["leafIndex", "at", "organizationId"])
    .where("leafIndex", "is not", null)
    .where("leafIndex", ">", after)
    .orderBy("leafIndex")
    .limit(limit)
    .execute();
  return rows as OldEvent[];
}

/** Forgets the events of these leaves. The leaves keep their hashes, and with them the proof. */
export async function forgetEvents(tx: Tx, indexes: readonly number[], expiredAt: number): Promise<void> {
  await tx.deleteFrom("events").where("leafIndex", "in", indexes).execute();
  await tx
    .updateTable("logLeaves")
    .set({ salts: null, expiredAt })
    .where("leafIndex", "in", indexes)
    .where("expiredAt", "is", null)
    .execute();
}
