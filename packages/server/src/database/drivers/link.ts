import type pg from "pg";
import {
  createStatementNames,
  isOutdatedStatement,
  isStatementNotKept,
  type StatementNames,
} from "../statement-names.ts";
import { findPooling, type Pooling } from "./pooling.ts";

/** What is known of the way to PostgreSQL, and what follows from it for every statement. */
export interface Link {
  readonly names: StatementNames;
  /** Finds out, once, what stands in between. Nothing is asked before. */
  settle(): Promise<Pooling>;
  isSettled(): boolean;
  /** Whether what is said on a connection holds until it ends, and for nobody else. */
  isOwn(): boolean;
  /** Whether a statement failed by its name alone, and may be asked for again: by another name, or by none. */
  mend(error: unknown): boolean;
}

export interface LinkOptions {
  connect(): Promise<pg.Client>;
  readonly nameStatements: boolean;
  /** Hears, once, that statements go without the names they should have, and why. */
  readonly warn?: ((message: string) => void) | undefined;
}

const withoutNames =
  "a pooler before PostgreSQL lends a connection by the transaction and keeps no names of statements: they go without, at more than twice the cost. PgBouncer 1.21 and newer keeps them, with max_prepared_statements";

export function createLink({ connect, nameStatements, warn }: LinkOptions): Link {
  const names = createStatementNames(nameStatements);
  let pooling: Pooling | undefined;
  let finding: Promise<Pooling> | undefined;
  // Who sets that names cannot be kept says that connections are lent, whatever is seen of it at the start.
  const take = (found: Pooling): Pooling => {
    pooling = nameStatements ? found : "shared-without-names";
    if (pooling === "shared-without-names" && names.giveUp()) warn?.(withoutNames);
    return pooling;
  };
  return {
    names,
    settle: async () => {
      finding ??= findPooling(connect).then(take);
      try {
        await finding;
      } catch (error) {
        finding = undefined;
        throw error;
      }
      return pooling!;
    },
    isSettled: () => pooling !== undefined,
    isOwn: () => pooling === "own",
    mend(error) {
      if (isOutdatedStatement(error)) names.renew();
      else if (isStatementNotKept(error)) take("shared-without-names");
      else return false;
      return true;
    },
  };
}
