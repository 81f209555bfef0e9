import type { Migration } from "../migration.ts";

/** The sealed log, alerts and what "this wasn't me" needs. */
export const historyAndProof: Migration = {
  name: "0003-history-and-proof",
  statements: (types) => [...eventColumns(types), ...logTables(types), ...alertTables(types)],
};

type Types = Parameters<Migration["statements"]>[0];

function eventColumns({ text, integer }: Types): string[] {
  return [
    `alter table events add column organization_id ${text}`,
    `alter table events add column leaf_index ${integer}`,
    `create index events_unsealed on events (id) where leaf_index is null`,
    `create index events_leaf on events (leaf_index) where leaf_index is not null`,
    `create index events_organization on events (organization_id, id) where organization_id is not null`,
  ];
}

function logTables({ text, integer, blob }: Types): string[] {
  return [
    `create table log_leaves (leaf_index ${integer} primary key, event_id ${text} not null, at ${integer} not null, account_number ${integer},
        organization_number ${integer}, salts ${blob}, outline_hash ${blob} not null, details_hash ${blob} not null, hash ${blob} not null,
        erased_at ${integer}, expired_at ${integer})`,
    `create table log_nodes (level ${integer} not null, node_index ${integer} not null, hash ${blob} not null, primary key (level, node_index))`,
    `create table log_checkpoints (size ${integer} primary key, at ${integer} not null, root ${blob} not null, note ${text} not null)`,
    `create table log_state (id ${integer} primary key, size ${integer} not null, frontier ${blob} not null, sealed_at ${integer},
        checked_at ${integer}, checked_size ${integer}, problem ${text}, check_claimed_until ${integer})`,
    `create table log_keys (origin ${text} primary key, public_key ${blob} not null, sealed_private_key ${blob} not null, created_at ${integer} not null)`,
    `create table log_subjects (subject ${text} primary key, events ${integer} not null)`,
    `create table log_readers (name ${text} primary key, next_index ${integer} not null)`,
    // What was there before is told already: those who read the log for alerts begin behind it.
    `insert into log_readers (name, next_index) select 'alerts', count(*) from events`,
    `create table log_witnesses (url ${text} primary key, size ${integer} not null, at ${integer}, cosignature ${text}, failed_at ${integer}, last_error ${text}, claimed_until ${integer})`,
  ];
}

function alertTables({ text, integer, blob }: Types): string[] {
  const account = `account_id ${text} not null references accounts (id) on delete cascade`;
  return [
    `create table alert_preferences (${account}, category ${text} not null, email_off_at ${integer}, in_app_off_at ${integer},
        primary key (account_id, category))`,
    `create table alerts (id ${text} primary key, ${account}, event_id ${text} not null, category ${text} not null, created_at ${integer} not null, read_at ${integer})`,
    `create index alerts_account on alerts (account_id, id)`,
    `create unique index alerts_event on alerts (event_id)`,
    `create table alert_mails (event_id ${text} not null, recipient ${text} not null, ${account}, category ${text} not null, mail_id ${text} not null,
        at ${integer} not null, primary key (event_id, recipient))`,
    `create index alert_mails_account on alert_mails (account_id, at)`,
    `create table not_me_links (id ${text} primary key, token_hash ${blob} not null unique, ${account}, event_id ${text} not null, recipient ${text} not null,
        created_at ${integer} not null, expires_at ${integer} not null, used_at ${integer})`,
    `create index not_me_links_account on not_me_links (account_id)`,
    `create table former_addresses (id ${text} primary key, ${account}, email ${text} not null, email_key ${text} not null, left_at ${integer} not null, returned_at ${integer})`,
    `create index former_addresses_account on former_addresses (account_id)`,
    `alter table accounts add column secured_at ${integer}`,
  ];
}
