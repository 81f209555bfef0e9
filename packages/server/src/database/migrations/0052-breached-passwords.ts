import type { Migration } from "../migration.ts";

/** Whether a password was held against those that became public elsewhere, and was among them. */
export const breachedPasswords: Migration = {
  name: "0052-breached-passwords",
  statements: ({ integer }) => [
    `alter table passwords add column breach_checked_at ${integer}`,
    `alter table passwords add column breached_at ${integer}`,
  ],
};
