import type { Migration } from "../migration.ts";

/** DNS names that organizations prove are theirs. */
export const domains: Migration = {
  name: "0087-domains",
  statements: ({ text, integer }) => [
    `create table domains (id ${text} primary key, organization_id ${text} not null references organizations (id) on delete cascade,
        name ${text} not null, include_subdomains_at ${integer}, challenge ${text} not null, created_at ${integer} not null,
        verified_at ${integer}, checked_at ${integer}, due_at ${integer}, failing_since ${integer}, reminded_at ${integer},
        released_at ${integer}, unique (organization_id, name))`,
    `create index domains_page on domains (organization_id, id)`,
    // Proven by one organization of the deployment at a time, whoever asks at once.
    `create unique index domains_held on domains (name) where verified_at is not null and released_at is null`,
    `create index domains_name on domains (name)`,
    `create index domains_due on domains (due_at, id) where due_at is not null`,
  ],
};
