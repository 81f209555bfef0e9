import pg from "pg";
import type { Values } from "../database.ts";

type Parse = (text: string) => unknown;

/** The driver's connection, which knows what it has parsed. */
interface Connection extends pg.Connection {
  readonly parsedStatements: Readonly<Record<string, string>>;
}

/** What makes the values of a statement's columns of their texts: described once, for they are the same as long as it has its name. */
export type KnownColumns = Map<string, readonly Parse[]>;

type Done = (error: Error | null, row?: Values) => void;

/**
 * One statement that answers one row, for the paths every request takes: what the driver does for each of its results, a
 * description and an object of many parts, are half of what such a read costs.
 */
export class RowQuery extends pg.Query {
  /** The driver replaces it with one that also ends its own clock. */
  callback: Done;
  readonly name: string | undefined;
  readonly text: string;
  /** When it was asked, for a clock that stands for many. */
  readonly since = performance.now();
  /** Where it was written to. */
  stream: pg.Connection["stream"] | undefined;
  readonly #values: unknown[];
  readonly #known: KnownColumns;
  #columns: readonly Parse[] | undefined;
  #row: Values | undefined;
  #fault: Error | undefined;

  constructor(
    statement: { text: string; name: string | undefined },
    values: unknown[],
    known: KnownColumns,
    done: Done,
  ) {
    super({ ...statement, values } as pg.QueryConfig);
    this.text = statement.text;
    this.name = statement.name;
    this.#values = values;
    this.#known = known;
    this.#columns = statement.name === undefined ? undefined : known.get(statement.name);
    this.callback = done;
  }

  /** What the driver's own query does here, less the description that is known. */
  prepare(connection: Connection): void {
    this.stream = connection.stream;
    const { name = "", text } = this;
    if (connection.parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true);
    connection.bind({ portal: "", statement: name, binary: "", values: this.#values.map(toWire) as string[] }, true);
    if (!this.#columns) connection.describe({ type: "P", name: "" }, true);
    connection.execute({ portal: "", rows: "" }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID) as Parse);
    if (this.name !== undefined) this.#known.set(this.name, this.#columns);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (!this.#columns || this.#row) return;
    try {
      this.#row = this.#columns.map((parse, at) => {
        const text = fields[at] ?? null;
        return text === null ? null : parse(text);
      });
    } catch (error) {
      this.#fault = error as Error;
    }
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    if (this.#fault) this.callback(this.#fault);
    else this.callback(null, this.#row);
  }
}

// Bytes as bytes, all else as text.
function toWire(value: unknown): Buffer | string | null {
  if (value === null || value === undefined || typeof value === "string") return value ?? null;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : JSON.stringify(value);
}
