import type { Compilable } from "kysely";
import type { Reader } from "./database.ts";
import { type Statement, statement } from "./statement.ts";

/** Sizes of the pieces rows are written in. A few, because each is a statement that is compiled and prepared once. */
const sizes = [128, 32, 8, 1];

/** A query that writes many rows. */
export type Bulk<Row, Returned> = (on: Reader, rows: readonly Row[]) => Promise<Returned[]>;

/** Prepares a query over many rows. `build` gets rows that stand for those that come with each run. */
export function bulk<Row extends object, Returned = never>(
  columns: readonly (keyof Row)[],
  build: (on: Reader, rows: readonly Row[]) => Compilable<Returned>,
): Bulk<Row, Returned> {
  const bySize = new Map<number, Statement<unknown[], Returned>>();
  const of = (size: number): Statement<unknown[], Returned> => {
    const known = bySize.get(size);
    if (known) return known;
    const made = statement<unknown[], Returned>((on, value) =>
      build(
        on,
        placesOf(size, columns, (at) => value(at)),
      ),
    );
    bySize.set(size, made);
    return made;
  };
  return async (on, rows) => {
    const returned: Returned[] = [];
    for (let at = 0; at < rows.length;) {
      const size = sizes.find((each) => each <= rows.length - at) ?? 1;
      const values = rows.slice(at, at + size).flatMap((row) => columns.map((column) => row[column]));
      for (const row of await of(size).all(on, values)) returned.push(row);
      at += size;
    }
    return returned;
  };
}

function placesOf<Row>(size: number, columns: readonly (keyof Row)[], value: (at: number) => unknown): Row[] {
  return Array.from(
    { length: size },
    (_, row) => Object.fromEntries(columns.map((column, at) => [column, value(row * columns.length + at)])) as Row,
  );
}
