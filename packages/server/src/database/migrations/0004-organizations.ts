import type { Migration } from "../migration.ts";

/** Organizations, their people and what they ask of them. */
export const organizations: Migration = {
  name: "0004-organizations",
  statements: (types) => [...organizationTables(types), ...policyTables(types), ...columns(types)],
};

type Types = Parameters<Migration["statements"]>[0];

function organizationTables({ text, integer, blob }: Types): string[] {
  const organization = `organization_id ${text} not null references organizations (id) on delete cascade`;
  return [
    `create table organizations (id ${text} primary key, name ${text} not null, plan ${text} not null, time_zone ${text} not null, created_at ${integer} not null)`,
    `create table memberships (id ${text} primary key, ${organization}, account_id ${text} not null references accounts (id) on delete cascade,
        role ${text} not null, created_at ${integer} not null, suspended_at ${integer}, break_glass_at ${integer}, unique (organization_id, account_id))`,
    `create index memberships_account on memberships (account_id)`,
    `create index memberships_page on memberships (organization_id, id)`,
    `create index memberships_role on memberships (organization_id, role, id)`,
    `create table workspaces (id ${text} primary key, ${organization}, name ${text} not null, created_at ${integer} not null)`,
    `create index workspaces_organization on workspaces (organization_id, id)`,
    `create table workspace_members (workspace_id ${text} not null references workspaces (id) on delete cascade, organization_id ${text} not null, account_id ${text} not null,
        created_at ${integer} not null, primary key (workspace_id, account_id),
        foreign key (organization_id, account_id) references memberships (organization_id, account_id) on delete cascade)`,
    `create index workspace_members_account on workspace_members (account_id, organization_id)`,
    `create index workspace_members_membership on workspace_members (organization_id, account_id)`,
    `create table invitations (id ${text} primary key, ${organization}, email ${text} not null, email_key ${text} not null, role ${text} not null,
        token_hash ${blob} not null unique, invited_by ${text}, created_at ${integer} not null, expires_at ${integer} not null,
        spent_at ${integer}, replaced_at ${integer}, revoked_at ${integer})`,
    `create index invitations_organization on invitations (organization_id, id)`,
    `create index invitations_address on invitations (email_key)`,
  ];
}

function policyTables({ text, integer }: Types): string[] {
  return [
    `create table policies (scope ${text} not null, name ${text} not null, organization_id ${text} not null references organizations (id) on delete cascade,
        value ${text} not null, set_at ${integer} not null, set_by ${text}, primary key (scope, name))`,
    `create index policies_organization on policies (organization_id)`,
    // One row: goes up with whatever changes what applies to whom, so that every server sees at once that what it knows is old.
    `create table policy_epochs (id ${integer} primary key, epoch ${integer} not null)`,
    `insert into policy_epochs (id, epoch) values (1, 1)`,
    `create table workspace_uses (session_id ${text} not null references sessions (id) on delete cascade, workspace_id ${text} not null,
        last_used_at ${integer} not null, primary key (session_id, workspace_id))`,
  ];
}

function columns({ text, integer }: Types): string[] {
  return [
    `alter table accounts add column password_reset_required_at ${integer}`,
    `alter table sessions add column remembered_at ${integer}`,
    `alter table alerts add column shown_event_id ${text}`,
  ];
}
