import type { Compilable, CompiledQuery } from "kysely";
import type { Database, Reader } from "./database.ts";

/** Stands for a value that comes with each run. */
class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** A query built and compiled once for each dialect; building one costs more than SQLite takes to run it. */
export interface Statement<Values, Row> {
  all(on: Reader, values: Values): Promise<Row[]>;
  first(on: Reader, values: Values): Promise<Row | undefined>;
  /** How many rows it changed. */
  run(on: Reader, values: Values): Promise<bigint>;
  /** Runs it as a transaction of its own that nobody was promised to outlive a power cut. */
  note(database: Database, values: Values): Promise<void>;
}

/**
 * Prepares a query for the paths every sign-in takes. `build` gets a function that stands for each value by its name;
 * it runs once, so it must not look at the values.
 */
export function statement<Values extends object, Row = never>(
  build: (on: Reader, value: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<Row>,
): Statement<Values, Row> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const bind = (on: Reader, values: Values): CompiledQuery<Row> => {
    const dialect = on.getExecutor().adapter.constructor;
    let query = compiled.get(dialect);
    if (!query) {
      query = build(on, (name) => new Slot(name) as never).compile();
      compiled.set(dialect, query);
    }
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? values[each.name as keyof Values] : each,
    );
    return { ...query, parameters };
  };
  const execute = (on: Reader, values: Values) => on.executeQuery<Row>(bind(on, values));
  return {
    all: async (on, values) => (await execute(on, values)).rows,
    first: async (on, values) => (await execute(on, values)).rows[0],
    run: async (on, values) => (await execute(on, values)).numAffectedRows ?? 0n,
    note: (database, values) => database.note(bind(database.read, values)),
  };
}
