import type { Migration } from "../migration.ts";

/** Which passkeys a browser can find by itself. Of those bound before nothing is known: they show it when they are next used so. */
export const discoverable: Migration = {
  name: "0050-discoverable",
  statements: ({ integer }) => [`alter table passkeys add column discoverable_at ${integer}`],
};
