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

/** Where sessions came from: last, and when they were opened. One row for many alike. */
export interface SeenRow {
  readonly ip: string;
  readonly firstIp: string;
  /** Whether of owners and admins, who may be held to a list of their own. */
  readonly isAdmin: number;
  readonly sessions: number;
  readonly at: number;
  readonly firstAt: number;
}

/** An address together with who came from there: a list for admins says another thing of it. */
export function seenKey(isAdmin: number, ip: string): string {
  return `${isAdmin}${ip}`;
}

const isAdmin = sql`case when m.role in ('owner', 'admin') then 1 else 0 end`;
const lastIp = sql`coalesce(s.last_ip, s.ip)`;
const seenSince = (since: number) => sql` join sessions s on s.account_id = m.account_id and s.last_seen_at > ${since}`;

/** Where members came from since then. */
export async function listSeen(read: Reader, scope: Scope, since: number): Promise<SeenRow[]> {
  const { rows } =
    await sql<SeenRow>`select ip, first_ip, is_admin, count(*) as sessions, max(at) as at, max(first_at) as first_at from
    (select ${lastIp} as ip, s.ip as first_ip, ${isAdmin} as is_admin, s.last_seen_at as at, s.created_at as first_at
      ${membersIn(scope, seenSince(since))}) each
    group by ip, first_ip, is_admin`.execute(read);
  return rows;
}

// One value rather than thousands of parameters.
function textsOf(dialect: DialectName, texts: readonly string[]): RawBuilder<unknown> {
  const json = JSON.stringify(texts);
  return dialect === "postgres"
    ? sql`select jsonb_array_elements_text(cast(${json} as jsonb))`
    : sql`select value from json_each(${json})`;
}

/** How many members came from each of these addresses. */
export async function countComers(
  read: Reader,
  scope: Scope,
  { dialect, since, ips }: { dialect: DialectName; since: number; ips: readonly string[] },
): Promise<Map<string, number>> {
  const among = textsOf(dialect, ips);
  const { rows } = await sql<{ ip: string; members: number }>`select ip, count(*) as members from
    (select m.id, ${lastIp} as ip ${membersIn(scope, seenSince(since))} and ${lastIp} in (${among})
    union select m.id, s.ip ${membersIn(scope, seenSince(since))} and s.created_at > ${since} and s.ip in (${among})) each
    group by ip`.execute(read);
  return new Map(rows.map(({ ip, members }) => [ip, members]));
}

export interface KeptOutRow extends PersonRow {
  readonly members: number;
}

/** Members who came from none of the addresses that are on the list: `keys` are those, or with `areOff` all others. Break-glass owners pass any list. */
export async function listKeptOut(
  read: Reader,
  scope: Scope,
  { dialect, since, keys, areOff }: { dialect: DialectName; since: number; keys: readonly string[]; areOff: boolean },
): Promise<KeptOutRow[]> {
  const among = textsOf(dialect, keys);
  const isOn = (ip: RawBuilder<unknown>) => sql`${isAdmin} || ${ip} ${areOff ? sql`not in` : sql`in`} (${among})`;
  const { rows } = await sql<KeptOutRow>`
    select g.account_id as id, a.name, a.email, g.role, g.members from
      (select m.id, m.account_id, m.role, count(*) over () as members
        ${membersIn(scope, seenSince(since))} and m.break_glass_at is null
        group by m.id, m.account_id, m.role
        having max(case when ${isOn(lastIp)} or (s.created_at > ${since} and ${isOn(sql`s.ip`)}) then 1 else 0 end) = 0
        order by m.id desc limit ${sql.lit(mostNamed)}) g
      join accounts a on a.id = g.account_id order by g.id desc`.execute(read);
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
