import { type RawBuilder, sql } from "kysely";
import type { Reader } from "../../database/database.ts";
import type { RequiredSingleSignOn } from "../../vocabulary/policies.ts";
import { membersIn, mostNamed, type PersonRow } from "./members.sql.ts";

export interface CapturedRow extends PersonRow {
  /** 1 once they have signed in by a connection of the organization. */
  readonly hasSignedIn: number;
  /** The same in every row: how many members there are of this kind, and how many of them have not. */
  readonly members: number;
  readonly strangers: number;
}

/** Members who would have to come by the identity provider; those who never have in front. */
export async function listCapturedMembers(
  read: Reader,
  organizationId: string,
  required: Exclude<RequiredSingleSignOn, "none">,
): Promise<CapturedRow[]> {
  const isKnown = sql`exists (select 1 from identities i where i.account_id = m.account_id
    and i.organization_id = m.organization_id and i.unlinked_at is null)`;
  const from = membersIn({ organizationId, workspaceId: null }, sql` join accounts a on a.id = m.account_id`);
  const { rows } = await sql<CapturedRow>`
    select g.id, g.name, g.email, g.role, g.has_signed_in, g.members, g.strangers from
      (select m.id as membership, m.account_id as id, a.name, a.email, m.role,
          case when ${isKnown} then 1 else 0 end as has_signed_in, count(*) over () as members,
          sum(case when ${isKnown} then 0 else 1 end) over () as strangers
        ${from} and ${isCaptured(required)}) g
      order by g.has_signed_in, g.membership desc limit ${sql.lit(mostNamed)}`.execute(read);
  return rows;
}

/** Whether a member `m` would have to come by the identity provider. */
export function isCaptured(required: Exclude<RequiredSingleSignOn, "none">): RawBuilder<unknown> {
  return required === "everyone" ? sql`1 = 1` : isAtDomain;
}

const isAtDomain: RawBuilder<unknown> = sql`exists (select 1 from domains d join accounts e on e.id = m.account_id
  where d.organization_id = m.organization_id and d.verified_at is not null and (e.email_key like '%@' || d.name
    or (d.include_subdomains_at is not null and e.email_key like '%.' || d.name)))`;
