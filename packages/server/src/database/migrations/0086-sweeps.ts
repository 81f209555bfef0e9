import type { Migration } from "../migration.ts";

/** By what is over each table is swept: the instant, and which rows it is looked for among. */
const swept: readonly (readonly [table: string, column: string, only?: string])[] = [
  ["sessions", "ended_at", "ended_at is not null"],
  ["sessions", "expires_at"],
  ["sign_ups", "expires_at"],
  ["email_changes", "expires_at"],
  ["password_resets", "expires_at"],
  ["invitations", "expires_at"],
  ["invitations", "spent_at", "spent_at is not null"],
  ["invitations", "replaced_at", "replaced_at is not null"],
  ["invitations", "revoked_at", "revoked_at is not null"],
  ["totp_authenticators", "expires_at", "bound_at is null"],
  ["passkeys", "expires_at", "bound_at is null"],
  ["phones", "expires_at", "bound_at is null"],
  ["throttles", "window_started_at"],
  ["outbox", "created_at"],
  ["held_mails", "due_at"],
  ["known_devices", "last_used_at"],
  ["former_addresses", "left_at"],
  ["alerts", "created_at"],
  ["alert_mails", "at"],
  ["not_me_links", "expires_at"],
];

/** Indexes for what time does, and for the few other questions that read a whole table that grows. */
export const sweeps: Migration = {
  name: "0086-sweeps",
  statements: ({ integer }) => [
    ...swept.map(([table, column, only]) => {
      const where = only ? ` where ${only}` : "";
      return `create index ${table}_swept_${column} on ${table} (${column})${where}`;
    }),
    // Those with wrong tries in a row are kept longer than the others.
    `create index try_budgets_idle on try_budgets (window_started_at) where failures = 0`,
    `create index try_budgets_in_a_row on try_budgets (window_started_at) where failures <> 0`,
    `alter table log_checkpoints add column thinned_at ${integer}`,
    `create index log_checkpoints_at on log_checkpoints (at, size)`,
    `create index log_checkpoints_to_thin on log_checkpoints (at) where thinned_at is null`,
    `create index sessions_in_doubt on sessions (flagged_at) where flagged_at is not null and ended_at is null`,
    `create index outbox_waiting on outbox (channel, id) where sent_at is null and failed_at is null`,
    // What the log says of itself, a handful among everybody's events.
    `create index events_clock_moved on events (id) where type = 'clock.moved'`,
    `create index events_expired on events (id) where type = 'events.expired'`,
    `create index organizations_plan on organizations (plan)`,
    `create index policies_name on policies (name)`,
    `create index invitations_sender on invitations (invited_by, created_at)`,
    // The one for those that are valid does not serve who deletes an account.
    `create index remembered_devices_account on remembered_devices (account_id)`,
  ],
};
