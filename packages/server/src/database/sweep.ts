import { type DeleteQueryBuilder, type DeleteResult, type RawBuilder, sql, type SqlBool } from "kysely";
import type { Tx } from "./database.ts";
import type { Tables } from "./tables.ts";

/**
 * Forgets rows that are over: at most so many in the transaction it is given, and answers how many. Fewer than it may says that
 * nothing is left.
 */
export type Sweep = (tx: Tx, now: number, most: number) => Promise<number>;

/** Several sweeps as one: no more rows than one may take. */
export function inTurn(...sweeps: readonly Sweep[]): Sweep {
  return async (tx, now, most) => {
    let done = 0;
    for (const sweep of sweeps) if (done < most) done += await sweep(tx, now, most - done);
    return done;
  };
}

/** Which rows are over. An index begins with `at`; where `only` is given it may hold just those rows. */
interface Over<Column> {
  readonly key: readonly Column[];
  readonly at: Column;
  readonly before: number;
  readonly most: number;
  readonly only?: RawBuilder<SqlBool>;
}

/**
 * Deletes rows whose instant is before another, the oldest first, no more than `most`. Answers how many. Each is looked at again
 * where it is deleted: on PostgreSQL somebody may have used it since it was found.
 */
export async function deleteOldest<Table extends keyof Tables>(
  tx: Tx,
  table: Table,
  { key, at, before, most, only }: Over<keyof Tables[Table] & string>,
): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const instant = sql.ref(at);
  const isOver = sql`${instant} < ${before}${only ? sql` and ${only}` : sql``}`;
  const oldest = sql`select ${columns} from ${sql.table(table)} where ${isOver} order by ${instant} limit ${most}`;
  const deletion = tx.deleteFrom(table) as unknown as DeleteQueryBuilder<Tables, never, DeleteResult>;
  const { numDeletedRows } = await deletion
    // As a case, so that no index is taken for it, by which all that is over would be read for each few.
    .where(sql<SqlBool>`case when ${isOver} then 1 else 0 end = 1`)
    .where(sql<SqlBool>`${key.length === 1 ? columns : sql`(${columns})`} in (${oldest})`)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
