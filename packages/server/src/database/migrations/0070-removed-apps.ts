import type { Migration } from "../migration.ts";

/** What was unbound keeps its row and its dates; the secret of an app serves nobody any more. */
export const removedApps: Migration = {
  name: "0070-removed-apps",
  statements: ({ blob }) => [
    `update totp_authenticators set sealed_secret = cast('' as ${blob}) where unbound_at is not null`,
  ],
};
