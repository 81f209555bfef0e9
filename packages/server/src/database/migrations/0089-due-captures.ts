import type { Migration } from "../migration.ts";

/** Organizations that ask for single sign-on of people whose sessions are still to be looked at; connections by when they were switched off. */
export const dueCaptures: Migration = {
  name: "0089-due-captures",
  statements: ({ text, integer }) => [
    `create table due_captures (
      organization_id ${text} primary key references organizations (id) on delete cascade,
      since ${integer} not null,
      keeps_session_id ${text}
    )`,
    `create index due_captures_since on due_captures (since, organization_id)`,
    `create index connections_disabled on connections (disabled_at, id)`,
  ],
};
