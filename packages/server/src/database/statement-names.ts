import { sha256 } from "../crypto/hash.ts";
import { mostStatements } from "./kept-statements.ts";

/** Names under which a PostgreSQL connection keeps its parsed statements. */
export interface StatementNames {
  /** Undefined where a statement must stay unnamed: behind a pooler that forgets names, or when as many have one as a connection shall keep. */
  nameOf(sql: string): string | undefined;
  /** Gives every statement another name: each connection parses it again when it comes next. */
  renew(): void;
  /** Names nothing any more. Answers whether anything was named until now. */
  giveUp(): boolean;
}

/**
 * A name is made of the text it stands for. Behind a pooler that mixes connections up, a name of another client's is then at worst
 * the same statement, and never another one of as many values.
 */
export function createStatementNames(areNamed: boolean): StatementNames {
  const names = new Map<string, string>();
  let [generation, isOn] = [0, areNamed];
  return {
    nameOf(sql) {
      if (!isOn) return undefined;
      let name = names.get(sql);
      if (!name && names.size < mostStatements) names.set(sql, (name = `m${generation}-${digestOf(sql)}`));
      return name;
    },
    renew() {
      generation++;
      names.clear();
    },
    giveUp() {
      const wasOn = isOn;
      isOn = false;
      return wasOn;
    },
  };
}

// A name has 63 bytes at most.
function digestOf(sql: string): string {
  return Buffer.from(sha256(sql)).toString("base64url");
}

/** Whether a statement was parsed before a newer server added a column to its table: `select *` has one more now. */
export function isOutdatedStatement(error: unknown): boolean {
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  return code === "0A000" && routine === "RevalidateCachedQuery";
}

/** Whether a name was not there any more, or was another's: connections are lent by a pooler that keeps no names. */
export function isStatementNotKept(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "26000" || code === "42P05";
}
