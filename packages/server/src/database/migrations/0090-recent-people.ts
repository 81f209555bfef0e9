import type { Migration } from "../migration.ts";

/** Who came by a connection lately, without looking at everybody who ever did. */
export const recentPeople: Migration = {
  name: "0090-recent-people",
  statements: () => [
    `create index identities_used on identities (connection_id, last_used_at) where unlinked_at is null`,
  ],
};
