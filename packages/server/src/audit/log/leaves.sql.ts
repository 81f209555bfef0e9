import { sql } from "kysely";
import type { Selectable } from "kysely";
import { bulk } from "../../database/bulk.ts";
import type { Reader, Tx } from "../../database/database.ts";
import { statement } from "../../database/statement.ts";
import type { Tables } from "../../database/tables.ts";
import type { EventRow } from "../events.sql.ts";

export type LeafRow = Selectable<Tables["logLeaves"]>;
export type NewLeafRow = Omit<LeafRow, "erasedAt" | "expiredAt">;

const unsealed = statement<{ limit: number }, EventRow>((on, value) =>
  on.selectFrom("events").selectAll().where("leafIndex", "is", null).orderBy("id").limit(value("limit")),
);

/** Events that are not in the log yet, in their order. */
export function listUnsealed(tx: Tx, limit: number): Promise<EventRow[]> {
  return unsealed.all(tx, { limit });
}

const leafColumns = [
  "leafIndex",
  "eventId",
  "at",
  "accountNumber",
  "organizationNumber",
  "salts",
  "outlineHash",
  "detailsHash",
  "hash",
] as const;

const insert = bulk<NewLeafRow>(leafColumns, (on, rows) => on.insertInto("logLeaves").values(rows));

const number = bulk<{ eventId: string; leafIndex: number }>(["eventId", "leafIndex"], (on, rows) => {
  const values = sql.join(rows.map(({ eventId, leafIndex }) => sql`(${eventId}, cast(${leafIndex} as bigint))`));
  const query = sql<never>`with sealed (id, leaf_index) as (values ${values})
    update events set leaf_index = sealed.leaf_index from sealed where events.id = sealed.id`;
  return { compile: () => query.compile(on) };
});

/** Writes leaves, and into their events where they are. */
export async function insertLeaves(tx: Tx, leaves: readonly NewLeafRow[]): Promise<void> {
  await insert(tx, leaves);
  await number(tx, leaves);
}

const hashesBetween = statement<{ from: number; to: number }, Pick<LeafRow, "leafIndex" | "hash">>((on, value) =>
  on
    .selectFrom("logLeaves")
    .select(["leafIndex", "hash"])
    .where("leafIndex", ">=", value("from"))
    .where("leafIndex", "<", value("to"))
    .orderBy("leafIndex"),
);

/** The hashes of leaves, in their order. */
export function listLeafHashes(read: Reader, from: number, to: number): Promise<Pick<LeafRow, "leafIndex" | "hash">[]> {
  return hashesBetween.all(read, { from, to });
}
