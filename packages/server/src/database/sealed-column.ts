import { sql } from "kysely";
import type { Reader, Tx } from "./database.ts";
import { spend } from "./single-use.ts";
import type { Tables } from "./tables.ts";

/** A column that holds a sealed secret, and the one that names its row. */
export type SealedColumn = {
  [Table in keyof Tables]: {
    readonly table: Table;
    readonly id: keyof Tables[Table] & string;
    readonly column: keyof Tables[Table] & `sealed${string}`;
  };
}[keyof Tables];

/** A secret as it is stored, and its row's id, which it is bound to. */
export interface SealedRow {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** Rows behind one, in the order of their ids. */
export async function listSealed(
  read: Reader,
  { table, id, column }: SealedColumn,
  after: string,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } =
    await sql<SealedRow>`select ${sql.ref(id)} as id, ${sql.ref(column)} as sealed from ${sql.table(table)}
    where ${sql.ref(id)} > ${after} and ${sql.ref(column)} is not null order by ${sql.ref(id)} limit ${limit}`.execute(
      read,
    );
  return rows;
}

/** Puts another value in the place of one, and of what is derived with it. False when it was changed meanwhile. */
export async function putSealed(
  tx: Tx,
  { table, id, column }: SealedColumn,
  { id: row, sealed: before }: SealedRow,
  next: Readonly<Record<string, string | Uint8Array>>,
): Promise<boolean> {
  return spend(
    tx
      // The types of the tables' columns are those of SealedColumn; together they are too many for one expression.
      .updateTable(table as "deployment")
      .set(next as object)
      .where(sql<boolean>`${sql.ref(id)} = ${row} and ${sql.ref(column)} = ${before}`),
  );
}
