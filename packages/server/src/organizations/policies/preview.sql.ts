import { type RawBuilder, sql } from "kysely";
import type { Reader } from "../../database/database.ts";
import type { DialectName } from "../../database/dialects.ts";
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

/** Members with sessions that live under the one limits, and not under the other. */
export async function listEndingSessions(
  read: Reader,
  scope: Scope,
  { now, ignoredSince, living, ending }: { now: number; ignoredSince: number; living: SessionCut; ending: SessionCut },
): Promise<EndingRow[]> {
  const join = sql` join sessions s on s.account_id = m.account_id and s.ended_at is null and s.expires_at > ${now}
    and s.last_seen_at > ${living.seenBy} and s.created_at > ${living.openedBy}
    and (s.flagged_at is null or s.flagged_at > ${ignoredSince})
    and (s.last_seen_at <= ${ending.seenBy} or s.created_at <= ${ending.openedBy})`;
  const { rows } = await sql<EndingRow>`
    select g.account_id as id, a.name, a.email, g.role, g.sessions, g.members, g.all_sessions from
      (select m.id, m.account_id, m.role, count(*) as sessions, count(*) over () as members,
          cast(sum(count(*)) over () as bigint) as all_sessions
        ${membersIn(scope, join)} group by m.id, m.account_id, m.role order by m.id desc limit ${sql.lit(mostNamed)}) g
      join accounts a on a.id = g.account_id order by g.id desc`.execute(read);
  return rows;
}

export interface SeenRow {
  readonly ip: string;
  /** Whether owners and admins came from there, who may be held to a list of their own. */
  readonly isAdmin: number;
  readonly members: number;
  readonly lastSeenAt: number;
}

/** Where members came from since then: one row for each address and member. */
function seenBy(scope: Scope, since: number, more = sql``): RawBuilder<unknown> {
  const admin = sql`case when m.role in ('owner', 'admin') then 1 else 0 end as is_admin`;
  const of = (ip: RawBuilder<unknown>, at: RawBuilder<unknown>, on: RawBuilder<unknown>) =>
    sql`select m.id, ${ip} as ip, ${admin}, ${at} as at ${membersIn(scope, sql` join sessions s on s.account_id = m.account_id and ${on}`)}${more}`;
  return sql`(select id, ip, is_admin, max(at) as at from
    (${of(sql`coalesce(s.last_ip, s.ip)`, sql`s.last_seen_at`, sql`s.last_seen_at > ${since}`)}
    union all ${of(sql`s.ip`, sql`s.created_at`, sql`s.created_at > ${since} and s.last_ip <> s.ip`)}) each
    group by id, ip, is_admin)`;
}

/** The addresses members came from since then. */
export async function listSeenAddresses(read: Reader, scope: Scope, since: number): Promise<SeenRow[]> {
  const { rows } = await sql<SeenRow>`select ip, is_admin, count(*) as members, max(at) as last_seen_at
    from ${seenBy(scope, since)} seen group by ip, is_admin`.execute(read);
  return rows;
}

export interface KeptOutRow extends PersonRow {
  readonly members: number;
}

/** An address together with who came from there: a list for admins says another thing of it. */
export function seenKey({ ip, isAdmin }: Pick<SeenRow, "ip" | "isAdmin">): string {
  return `${isAdmin}${ip}`;
}

/** Members who came from `listed` addresses only, or never from one of them; break-glass owners pass any list. */
export async function listKeptOut(
  read: Reader,
  scope: Scope,
  {
    dialect,
    since,
    listed,
    areOff,
  }: { dialect: DialectName; since: number; listed: readonly string[]; areOff: boolean },
): Promise<KeptOutRow[]> {
  const json = JSON.stringify(listed);
  const keys =
    dialect === "postgres"
      ? sql`select jsonb_array_elements_text(cast(${json} as jsonb))`
      : sql`select value from json_each(${json})`;
  const [within, without] = areOff ? [0, 1] : [1, 0];
  const { rows } = await sql<KeptOutRow>`
    select g.id, a.name, a.email, g.role, g.members from
      (select m.id as membership, m.account_id as id, m.role, count(*) over () as members from
        (select id from ${seenBy(scope, since, sql` and m.break_glass_at is null`)} seen
          group by id having sum(case when is_admin || ip in (${keys}) then ${sql.lit(within)} else ${sql.lit(without)} end) = 0) k
        join memberships m on m.id = k.id order by m.id desc limit ${sql.lit(mostNamed)}) g
      join accounts a on a.id = g.id order by g.membership desc`.execute(read);
  return rows;
}

/** Where these accounts came from since then, the latest first. */
export async function listAddressesOf(
  read: Reader,
  accountIds: readonly string[],
  since: number,
): Promise<{ accountId: string; ip: string }[]> {
  if (accountIds.length === 0) return [];
  const ids = sql.join(accountIds);
  const { rows } = await sql<{ accountId: string; ip: string }>`select account_id, ip from
    (select account_id, coalesce(last_ip, ip) as ip, last_seen_at as at from sessions
      where account_id in (${ids}) and last_seen_at > ${since}
    union all select account_id, ip, created_at from sessions where account_id in (${ids}) and created_at > ${since}) each
    group by account_id, ip order by max(at) desc`.execute(read);
  return rows;
}
