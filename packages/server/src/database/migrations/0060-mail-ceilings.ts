import type { Migration } from "../migration.ts";

/** Notices an address did not get one by one, and whether copies of alerts may go to the address an organization named. */
export const mailCeilings: Migration = {
  name: "0060-mail-ceilings",
  statements: ({ text, integer, blob }) => [
    `create table held_mails (address_hash ${text} primary key, digest_id ${text} not null, held ${integer} not null, due_at ${integer} not null)`,
    `create table alert_copies (organization_id ${text} primary key references organizations (id) on delete cascade, email ${text} not null,
        email_key ${text} not null, token_hash ${blob} unique, created_at ${integer} not null, expires_at ${integer} not null, confirmed_at ${integer})`,
  ],
};
