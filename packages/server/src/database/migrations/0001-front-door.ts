import type { Migration } from "../migration.ts";

/** Accounts, authenticators, sessions, attempts, events and the outbox. */
export const frontDoor: Migration = {
  name: "0001-front-door",
  statements: (types) => [...accountTables(types), ...authenticatorTables(types), ...processTables(types)],
};

type Types = Parameters<Migration["statements"]>[0];

const linkColumns = ({ text, integer, blob }: Types): string =>
  `id ${text} primary key, token_hash ${blob} not null unique, created_at ${integer} not null,
        expires_at ${integer} not null, spent_at ${integer}, replaced_at ${integer}`;

const accountColumn = ({ text }: Types): string =>
  `account_id ${text} not null references accounts (id) on delete cascade`;

function accountTables(types: Types): string[] {
  const { text, integer } = types;
  const link = linkColumns(types);
  const account = accountColumn(types);
  return [
    `create table accounts (id ${text} primary key, email ${text} not null, email_key ${text} not null unique,
        email_verified_at ${integer} not null, name ${text} not null, preferred_authenticator_id ${text},
        created_at ${integer} not null, suspended_at ${integer}, deletion_requested_at ${integer}, deletes_at ${integer})`,
    `create index accounts_deletes_at on accounts (deletes_at)`,
    `create table sign_ups (${link}, email ${text} not null, email_key ${text} not null, name ${text} not null, password_hash ${text},
      signed_up_at ${integer} not null, device ${text} not null, ip ${text} not null)`,
    `create index sign_ups_email_key on sign_ups (email_key, created_at)`,
    `create table email_changes (${link}, ${account}, email ${text} not null, email_key ${text} not null)`,
    `create index email_changes_account on email_changes (account_id)`,
    `create table password_resets (${link}, account_id ${text} references accounts (id) on delete cascade)`,
    `create index password_resets_account on password_resets (account_id)`,
  ];
}

function authenticatorTables(types: Types): string[] {
  const { text, integer, blob } = types;
  const account = accountColumn(types);
  return [
    `create table passwords (id ${text} primary key, ${account}, hash ${text} not null, created_at ${integer} not null,
        last_used_at ${integer}, unbound_at ${integer})`,
    `create index passwords_account on passwords (account_id)`,
    `create unique index passwords_bound on passwords (account_id) where unbound_at is null`,
    `create table totp_authenticators (id ${text} primary key, ${account}, name ${text} not null, sealed_secret ${blob} not null,
        created_at ${integer} not null, expires_at ${integer} not null, bound_at ${integer}, last_used_at ${integer},
        last_spent_step ${integer} not null, unbound_at ${integer})`,
    `create index totp_authenticators_account on totp_authenticators (account_id)`,
    `create table recovery_code_sets (id ${text} primary key, ${account}, issued_at ${integer} not null, revoked_at ${integer})`,
    `create index recovery_code_sets_account on recovery_code_sets (account_id)`,
    `create unique index recovery_code_sets_valid on recovery_code_sets (account_id) where revoked_at is null`,
    `create table recovery_codes (id ${text} primary key, set_id ${text} not null references recovery_code_sets (id) on delete cascade,
        ${account}, code_hash ${blob} not null, spent_at ${integer})`,
    `create index recovery_codes_account on recovery_codes (account_id)`,
    `create index recovery_codes_set on recovery_codes (set_id)`,
  ];
}

function processTables(types: Types): string[] {
  const { text, integer, blob } = types;
  const account = accountColumn(types);
  return [
    `create table sessions (id ${text} primary key, token_hash ${blob} not null unique, ${account}, proofs ${text} not null,
        created_at ${integer} not null, last_seen_at ${integer} not null, expires_at ${integer} not null,
        confirmation_ended_at ${integer}, method ${text} not null, ip ${text} not null, browser ${text} not null, os ${text} not null,
        ended_at ${integer}, ended_reason ${text})`,
    `create index sessions_account on sessions (account_id, created_at)`,
    `create table known_devices (device_id ${text} not null, ${account}, created_at ${integer} not null, last_used_at ${integer} not null,
        primary key (device_id, account_id))`,
    `create index known_devices_account on known_devices (account_id)`,
    `create table attempts (id ${text} primary key, purpose ${text} not null, account_id ${text} references accounts (id) on delete cascade,
        budget_owner ${text} not null, session_id ${text} references sessions (id) on delete cascade, operation ${text}, target ${text},
        proofs ${text} not null, tries ${integer} not null, created_at ${integer} not null, expires_at ${integer} not null,
        completed_at ${integer}, failed_at ${integer})`,
    `create index attempts_account on attempts (account_id)`,
    `create index attempts_session on attempts (session_id)`,
    `create index attempts_expires_at on attempts (expires_at)`,
    `create table try_budgets (key ${text} primary key, window_started_at ${integer} not null, tries ${integer} not null,
        locks ${integer} not null, locked_until ${integer} not null)`,
    `create table throttles (key ${text} primary key, window_started_at ${integer} not null, count ${integer} not null)`,
    `create table events (id ${text} primary key, at ${integer} not null, type ${text} not null, account_id ${text},
        actor_kind ${text} not null, actor_id ${text}, session_id ${text}, request_id ${text}, ip ${text}, device ${text}, data ${text} not null)`,
    `create index events_account on events (account_id, id)`,
    `create table outbox (id ${text} primary key, channel ${text} not null, recipient ${text} not null, subject ${text},
        sealed_content ${blob}, created_at ${integer} not null, next_try_at ${integer} not null, tries ${integer} not null,
        claimed_until ${integer}, sent_at ${integer}, failed_at ${integer}, last_error ${text})`,
    `create index outbox_due on outbox (next_try_at) where sent_at is null and failed_at is null`,
    `create table deployment (key ${text} primary key, value ${text} not null)`,
  ];
}
