import type { Migration } from "../migration.ts";

/** Passkeys and their challenges, phones and their codes, remembered devices, and a session's trust. */
export const keysAndTrust: Migration = {
  name: "0002-keys-and-trust",
  statements: (types) => [
    ...passkeyTables(types),
    ...phoneTables(types),
    ...deviceTables(types),
    ...trustColumns(types),
  ],
};

type Types = Parameters<Migration["statements"]>[0];

const accountColumn = ({ text }: Types): string =>
  `account_id ${text} not null references accounts (id) on delete cascade`;

function passkeyTables(types: Types): string[] {
  const { text, integer, blob } = types;
  return [
    `create table passkeys (id ${text} primary key, ${accountColumn(types)}, name ${text} not null, security_key_at ${integer}, silently_at ${integer},
        credential_id ${text}, public_key ${blob}, algorithm ${integer}, counter ${integer} not null, transports ${text} not null,
        aaguid ${text}, backup_eligible_at ${integer}, backed_up_at ${integer}, user_verified_at ${integer}, attestation_format ${text},
        attestation_object ${blob}, created_at ${integer} not null, expires_at ${integer} not null, bound_at ${integer}, last_used_at ${integer},
        unbound_at ${integer})`,
    `create index passkeys_account on passkeys (account_id)`,
    `create unique index passkeys_credential on passkeys (credential_id) where bound_at is not null and unbound_at is null`,
    `create table passkey_challenges (id ${text} primary key, challenge_hash ${blob} not null unique, purpose ${text} not null,
        subject_id ${text} not null, session_id ${text}, created_at ${integer} not null, expires_at ${integer} not null, spent_at ${integer})`,
    `alter table sign_ups add column passwordless_at ${integer}`,
    `alter table sign_ups add column future_account_id ${text}`,
    `create index passkey_challenges_expires_at on passkey_challenges (expires_at)`,
  ];
}

function phoneTables(types: Types): string[] {
  const { text, integer, blob } = types;
  return [
    `create table phones (id ${text} primary key, ${accountColumn(types)}, name ${text} not null, sealed_number ${blob} not null,
        number_key ${text} not null, masked ${text} not null, country ${text} not null, created_at ${integer} not null,
        expires_at ${integer} not null, bound_at ${integer}, last_used_at ${integer}, unbound_at ${integer})`,
    `create index phones_account on phones (account_id)`,
    `create unique index phones_number on phones (account_id, number_key) where bound_at is not null and unbound_at is null`,
    `create table text_codes (id ${text} primary key, phone_id ${text} not null references phones (id) on delete cascade,
        ${accountColumn(types)}, number_key ${text} not null, subject_id ${text} not null, code_hash ${blob} not null, tries ${integer} not null, created_at ${integer} not null,
        expires_at ${integer} not null, spent_at ${integer}, replaced_at ${integer})`,
    `create index text_codes_subject on text_codes (subject_id)`,
    `create index text_codes_phone on text_codes (phone_id)`,
    `create index text_codes_number on text_codes (number_key, created_at)`,
    `create index text_codes_account on text_codes (account_id, created_at)`,
    `create index text_codes_expires_at on text_codes (expires_at)`,
    `alter table outbox add column expires_at ${integer}`,
  ];
}

function deviceTables(types: Types): string[] {
  const { text, integer } = types;
  return [
    `create table remembered_devices (id ${text} primary key, device_id ${text} not null, ${accountColumn(types)}, browser ${text} not null,
        os ${text} not null, ip ${text} not null, created_at ${integer} not null, last_used_at ${integer} not null, expires_at ${integer} not null,
        forgotten_at ${integer})`,
    `create unique index remembered_devices_valid on remembered_devices (account_id, device_id) where forgotten_at is null`,
    `create index remembered_devices_expires_at on remembered_devices (expires_at)`,
    `alter table known_devices add column passkey_offer_declined_at ${integer}`,
  ];
}

function trustColumns({ text, integer }: Types): string[] {
  const columns = [
    `last_ip ${text}`,
    `last_place ${text}`,
    `located_at ${integer}`,
    `browser_version ${text}`,
    `failed_step_ups ${text} not null default '[]'`,
    `flagged_at ${integer}`,
    `flagged_reason ${text}`,
    `flag_evidence ${text}`,
    `vouched_evidence ${text} not null default '[]'`,
  ];
  return [
    ...columns.map((column) => `alter table sessions add column ${column}`),
    `alter table events add column place ${text}`,
    `create index sessions_flagged_at on sessions (flagged_at) where flagged_at is not null`,
  ];
}
