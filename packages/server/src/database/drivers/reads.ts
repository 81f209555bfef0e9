import type pg from "pg";
import type { Values } from "../database.ts";
import { isBroken } from "../unavailable.ts";
import type { Link } from "./link.ts";
import { createReadLine, type ReadLine } from "./read-line.ts";
import { type KnownColumns, RowQuery } from "./row-query.ts";

/** Reads of one row, for the paths every request takes. */
export interface Reads {
  first(text: string, values: unknown[]): Promise<Values | undefined>;
  end(): Promise<void>;
}

export interface ReadsOptions {
  readonly link: Link;
  readonly pool: pg.Pool;
  /** Opens a connection on which many statements may be under way; undefined where none may be had beside the pool's. */
  readonly connect: (() => Promise<pg.Client>) | undefined;
  /** How long an answer may take; null where it is waited for. */
  readonly milliseconds: number | null;
}

/** On a line of their own where connections are our own, else on those of the pool. */
export function createReads({ link, pool, connect, milliseconds }: ReadsOptions): Reads {
  const known: KnownColumns = new Map();
  const line: ReadLine | undefined =
    connect && milliseconds !== null ? createReadLine({ connect, names: link.names, known, milliseconds }) : undefined;
  const ask = (text: string, values: unknown[]): Promise<Values | undefined> =>
    (link.isOwn() ? line?.first(text, values) : undefined) ??
    askPool(pool, { text, name: link.names.nameOf(text) }, values, known);
  return {
    async first(text, values) {
      if (!link.isSettled()) await link.settle();
      return ask(text, values).catch((error: unknown) => {
        if (!link.mend(error)) throw error;
        return ask(text, values);
      });
    },
    end: async () => line?.end(),
  };
}

async function askPool(
  pool: pg.Pool,
  statement: { text: string; name: string | undefined },
  values: unknown[],
  known: KnownColumns,
): Promise<Values | undefined> {
  const client = await pool.connect();
  const answer = new Promise<Values | undefined>((resolve, reject) => {
    client.query(new RowQuery(statement, values, known, (error, row) => (error ? reject(error) : resolve(row))));
  });
  return answer.then(
    (row) => {
      client.release();
      return row;
    },
    // Once the driver has read all of the answer, with which the error came.
    (error: unknown) => {
      client.release(isBroken(error));
      throw error;
    },
  );
}
