import { type RawBuilder, sql } from "kysely";
import type { Reader } from "../../database/database.ts";
import { among } from "../../database/lists.ts";
import { breakGlassSessionSeconds } from "../../rules/sso/capture.ts";
import type { RequiredSingleSignOn } from "../../vocabulary/policies.ts";
import { isCaptured } from "./captured.sql.ts";
import { membersIn, mostNamed, type PersonRow, type Scope } from "./members.sql.ts";

/** Limits of sessions as instants: what was seen or opened by then has ended. */
export interface SessionCut {
  readonly seenBy: number;
  readonly openedBy: number;
}

export interface EndingRow extends PersonRow {
  readonly sessions: number;
  /** The same in every row: how many members there are of this kind, and sessions altogether. */
  readonly members: number;
  readonly allSessions: number;
}

/** What a change ends: by stricter limits, and of whoever has to come by the identity provider what it did not vouch for. */
export interface EndingWhere {
  readonly now: number;
  readonly ignoredSince: number;
  readonly living: SessionCut;
  readonly ending: SessionCut | null;
  readonly captured: { readonly required: Exclude<RequiredSingleSignOn, "none">; readonly keepsId: string } | null;
}

/** Members with sessions that live as it is, and not after a change. */
export async function listEndingSessions(
  read: Reader,
  scope: Scope,
  { now, ignoredSince, living, ending, captured }: EndingWhere,
): Promise<EndingRow[]> {
  const none = sql`1 = 0`;
  const isCut = ending ? sql`s.last_seen_at <= ${ending.seenBy} or s.created_at <= ${ending.openedBy}` : none;
  const join = sql` join sessions s on s.account_id = m.account_id and s.ended_at is null and s.expires_at > ${now}
    and s.last_seen_at > ${living.seenBy} and s.created_at > ${living.openedBy}
    and (s.flagged_at is null or s.flagged_at > ${ignoredSince})
    and (${isCut} or ${captured ? isUnvouched(captured) : none})`;
  const { rows } = await sql<EndingRow>`
    select g.account_id as id, a.name, a.email, g.role, g.sessions, g.members, g.all_sessions from
      (select m.id, m.account_id, m.role, count(*) as sessions, count(*) over () as members,
          cast(sum(count(*)) over () as bigint) as all_sessions
        ${membersIn(scope, join)} group by m.id order by m.id desc limit ${sql.lit(mostNamed)}) g
      join accounts a on a.id = g.account_id order by g.id desc`.execute(read);
  return rows;
}

// As `decideGoesOn` decides it of one, and the session in which somebody asks for it goes on.
const isUnvouched = ({ required, keepsId }: NonNullable<EndingWhere["captured"]>): RawBuilder<unknown> => sql`(
  s.id <> ${keepsId} and ${isCaptured(required)}
  and not (m.break_glass_at is not null and s.expires_at - s.created_at <= ${breakGlassSessionSeconds * 1000})
  and not exists (select 1 from sso_sessions v join identities i on i.id = v.identity_id
    where v.session_id = s.id and i.organization_id = m.organization_id and i.unlinked_at is null))`;

const lastIp = "coalesce(s.last_ip, s.ip)";

/**
 * Where each member came from since then: `id role address first-address since-then`, a session behind the other, with commas.
 * One text, and gone through once: a hundred thousand rows cost more to hand over than to find, and more to find a second time.
 */
export async function readSeen(read: Reader, scope: Scope, since: number): Promise<string> {
  const sessions = sql` join sessions s on s.account_id = m.account_id and s.last_seen_at > ${since}`;
  // Where a session is used from now, and where it was opened from if that is elsewhere, and not too long ago.
  const first = sql`case when s.last_ip <> s.ip and s.created_at > ${since} then s.ip else '' end`;
  const role = sql`case when m.break_glass_at is not null then 'b' when m.role in ('owner', 'admin') then 'a' else 'm' end`;
  const { rows } = await sql<{ seen: string | null }>`
    select string_agg(concat_ws(' ', m.id, ${role}, ${sql.raw(lastIp)}, ${first}, s.last_seen_at - ${since}), ',') as seen
      ${membersIn(scope, sessions)}`.execute(read);
  return rows[0]?.seen ?? "";
}

/** Where these accounts came from since then, the latest first. */
export async function listAddressesOf(
  read: Reader,
  accountIds: readonly string[],
  since: number,
): Promise<{ accountId: string; ip: string }[]> {
  if (accountIds.length === 0) return [];
  const ids = among(accountIds);
  const { rows } = await sql<{ accountId: string; ip: string }>`select account_id, ip from
    (select account_id, coalesce(last_ip, ip) as ip, last_seen_at as at from sessions
      where account_id in ${ids} and last_seen_at > ${since}
    union all select account_id, ip, created_at from sessions where account_id in ${ids} and created_at > ${since}) each
    group by account_id, ip order by max(at) desc`.execute(read);
  return rows;
}
