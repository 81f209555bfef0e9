import type { Migration } from "../migration.ts";

/** What tells one version of a policy from another, so that it is prepared once. */
export const policyVersions: Migration = {
  name: "0005-policy-versions",
  statements: ({ integer }) => [`alter table policies add column version ${integer}`],
};
