import { type Expression, type ExpressionBuilder, sql, type SqlBool, type UpdateResult } from "kysely";
import type { Tables } from "./tables.ts";

type TablesWith<Column extends string> = {
  [Table in keyof Tables]: [Column] extends [keyof Tables[Table]] ? Table : never;
}[keyof Tables];

/** A condition on the rows of any table that has these columns. */
type Condition<Column extends string> = <Table extends TablesWith<Column>>(
  on: ExpressionBuilder<Tables, Table>,
) => Expression<SqlBool>;

/** When something usable once can still be used, said by the columns that tell how it ended: all of them are null. */
export function usableOnce<Ending extends string>(
  ...endings: readonly Ending[]
): {
  /** Nothing has ended it; it may have expired. */
  readonly isUnspent: Condition<Ending>;
  readonly isUnspentAt: (now: number) => Condition<Ending | "expiresAt">;
} {
  const unspent = sql.join<SqlBool>(
    endings.map((ending) => sql`${sql.ref(ending)} is null`),
    sql` and `,
  );
  return {
    isUnspent: () => sql<SqlBool>`(${unspent})`,
    isUnspentAt: (now) => () => sql<SqlBool>`(${unspent} and ${sql.ref("expiresAt")} > ${now})`,
  };
}

/** Runs the one conditional write that spends something. True exactly once. */
export async function spend(write: { executeTakeFirstOrThrow(): Promise<UpdateResult> }): Promise<boolean> {
  return (await write.executeTakeFirstOrThrow()).numUpdatedRows === 1n;
}
