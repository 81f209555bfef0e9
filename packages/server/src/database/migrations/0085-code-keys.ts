import type { Migration } from "../migration.ts";

/** Which root key a set of recovery codes was hashed under. Unknown for the sets of before: one of the older keys. */
export const codeKeys: Migration = {
  name: "0085-code-keys",
  statements: ({ text }) => [`alter table recovery_code_sets add column key_name ${text}`],
};
