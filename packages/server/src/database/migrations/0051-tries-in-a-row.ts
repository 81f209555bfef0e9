import type { Migration } from "../migration.ts";

/** How many tries in a row were wrong, however long it took. */
export const triesInARow: Migration = {
  name: "0051-tries-in-a-row",
  statements: ({ integer }) => [`alter table try_budgets add column failures ${integer} not null default 0`],
};
