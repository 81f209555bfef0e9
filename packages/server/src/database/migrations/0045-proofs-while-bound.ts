import type { Migration } from "../migration.ts";

const unboundTables = ["passwords", "totp_authenticators", "passkeys", "phones", "recovery_code_sets"] as const;

/** What a session has set going is its own, and what proved it counts only while it is bound. */
export const proofsWhileBound: Migration = {
  name: "0045-proofs-while-bound",
  statements: ({ text, integer }) => [
    `alter table sessions add column program_at ${integer}`,
    `alter table email_changes add column session_id ${text}`,
    `alter table totp_authenticators add column session_id ${text}`,
    `alter table phones add column session_id ${text}`,
    // Sessions from before kept what was unbound since, and SQL cannot take it out of them: whoever holds one signs in again.
    ...unboundTables.map(
      (table) => `update sessions set ended_at = last_seen_at, ended_reason = 'authenticator-unbound'
        where ended_at is null and exists (select 1 from ${table} as gone where gone.account_id = sessions.account_id
          and gone.${table === "recovery_code_sets" ? "revoked_at" : "unbound_at"} is not null and sessions.proofs like '%' || gone.id || '%')`,
    ),
    // Nor could they tell which remembered device it was.
    `update sessions set remembered_at = null where ended_at is null and remembered_at is not null and not exists
        (select 1 from remembered_devices as device where device.account_id = sessions.account_id
          and device.created_at = sessions.remembered_at and device.forgotten_at is null)`,
  ],
};
