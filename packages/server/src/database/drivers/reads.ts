import type pg from "pg";
import type { Values } from "../database.ts";
import type { Link } from "./link.ts";

/** Reads of one row, for the paths every request takes. */
export interface Reads {
  first(text: string, values: unknown[]): Promise<Values | undefined>;
}

export function createReads({ names, ...link }: Link, pool: pg.Pool): Reads {
  const ask = async (text: string, values: unknown[]): Promise<Values | undefined> => {
    const name = names.nameOf(text);
    return (await pool.query<unknown[]>({ text, values, rowMode: "array", ...(name && { name }) })).rows[0];
  };
  return {
    async first(text, values) {
      if (!link.isSettled()) await link.settle();
      return ask(text, values).catch((error: unknown) => {
        if (!link.mend(error)) throw error;
        return ask(text, values);
      });
    },
  };
}
