import type { columnTypes, DialectName } from "./dialects.ts";

/** One step of the schema, in words both dialects understand. */
export interface Migration {
  readonly name: string;
  /** Statements in words both dialects understand, given the names of the three column types. */
  readonly statements: (types: (typeof columnTypes)[DialectName]) => readonly string[];
}
