import { mostStatements } from "./kept-statements.ts";

/** Names under which a PostgreSQL connection keeps its parsed statements. */
export interface StatementNames {
  /** Undefined where a statement must stay unnamed: behind a pooler that forbids names, or when as many have one as a connection shall keep. */
  nameOf(sql: string): string | undefined;
  /** Gives every statement another name: each connection parses it again when it comes next. */
  renew(): void;
}

export function createStatementNames(areNamed: boolean): StatementNames {
  const names = new Map<string, string>();
  let last = 0;
  return {
    nameOf(sql) {
      if (!areNamed) return undefined;
      let name = names.get(sql);
      if (!name && names.size < mostStatements) names.set(sql, (name = `m${++last}`));
      return name;
    },
    renew: () => names.clear(),
  };
}

/** Whether a statement was parsed before a newer server added a column to its table: `select *` has one more now. */
export function isOutdatedStatement(error: unknown): boolean {
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  return code === "0A000" && routine === "RevalidateCachedQuery";
}
