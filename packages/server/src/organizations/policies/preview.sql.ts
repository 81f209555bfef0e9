import { type RawBuilder, sql } from "kysely";
import type { Reader } from "../../database/database.ts";
import { among } from "../../database/lists.ts";
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
        ${membersIn(scope, join)} group by m.id order by m.id desc limit ${sql.lit(mostNamed)}) g
      join accounts a on a.id = g.account_id order by g.id desc`.execute(read);
  return rows;
}

/** An address and who came from there; told apart only where a list of their own holds for owners and admins. */
export interface SeenRow {
  readonly ip: string;
  readonly isAdmin: 0 | 1;
  readonly sessions: number;
  readonly lastSeenAt: number;
}

/** Since when sessions are looked at, and whether owners and admins are held to a list of their own. */
export interface Sight {
  readonly since: number;
  readonly tellsAdmins: boolean;
}

// An address together with who came from there, told by a first letter.
const seenFrom = (ip: string, { tellsAdmins }: Pick<Sight, "tellsAdmins">): RawBuilder<unknown> =>
  tellsAdmins ? sql`case when m.role in ('owner', 'admin') then 'a' else 'm' end || ${sql.raw(ip)}` : sql.raw(ip);

/** The same of what was seen. */
export function seenKey({ ip, isAdmin }: Pick<SeenRow, "ip" | "isAdmin">, { tellsAdmins }: Sight): string {
  return tellsAdmins ? `${isAdmin === 1 ? "a" : "m"}${ip}` : ip;
}

const lastIp = "coalesce(s.last_ip, s.ip)";
const sessionsSince = (since: number): RawBuilder<unknown> =>
  sql` join sessions s on s.account_id = m.account_id and s.last_seen_at > ${since}`;

/**
 * The addresses members came from since then. All of them come as one text: a hundred thousand rows cost more to hand over than
 * to find.
 */
export async function listSeenAddresses(read: Reader, scope: Scope, sight: Sight): Promise<SeenRow[]> {
  const { since } = sight;
  const first = sql`case when s.last_ip <> s.ip and s.created_at > ${since} then s.ip else '' end`;
  const { rows } = await sql<{ seen: string | null }>`
    select string_agg(seen || ' ' || first || ' ' || sessions || ' ' || at, ',') as seen from
      (select seen, first, count(*) as sessions, max(at) as at from
        (select ${seenFrom(lastIp, sight)} as seen, ${first} as first, s.last_seen_at as at
          ${membersIn(scope, sessionsSince(since))}) each
        group by seen, first) grouped`.execute(read);
  const each = (rows[0]?.seen ?? "").split(",").filter(Boolean);
  return each.flatMap((text) => toSeen(text, sight));
}

// A session that has moved came from where it was opened as well.
function toSeen(text: string, { tellsAdmins }: Sight): SeenRow[] {
  const [seen = "", first = "", sessions, at] = text.split(" ");
  const isAdmin = tellsAdmins && seen.startsWith("a") ? 1 : 0;
  const ip = tellsAdmins ? seen.slice(1) : seen;
  const last = { ip, isAdmin, sessions: Number(sessions), lastSeenAt: Number(at) } as const;
  return first === "" ? [last] : [last, { ...last, ip: first }];
}

/** How many members came from each of a few addresses, of those whom the same list holds for as in `seen`. */
export async function countMembersFrom(
  read: Reader,
  scope: Scope,
  seen: readonly Pick<SeenRow, "ip" | "isAdmin">[],
  sight: Sight,
): Promise<{ ip: string; members: number }[]> {
  if (seen.length === 0) return [];
  const { since } = sight;
  const ips = among(new Set(seen.map(({ ip }) => ip)));
  const keys = among(new Set(seen.map((each) => seenKey(each, sight))));
  const isIn = (ip: string): RawBuilder<unknown> =>
    sql`(${sql.raw(ip)} in ${ips} and ${seenFrom(ip, sight)} in ${keys})`;
  const isFirstIn = sql`(s.created_at > ${since} and ${isIn("s.ip")})`;
  // Once over all sessions; the few that remain are looked at again for each of their two addresses.
  const { rows } = await sql<{ ip: string; members: number }>`with came as
    (select m.id, case when ${isIn(lastIp)} then ${sql.raw(lastIp)} end as last, case when ${isFirstIn} then s.ip end as first
      ${membersIn(scope, sessionsSince(since))} and (${isIn(lastIp)} or ${isFirstIn}))
    select ip, count(distinct id) as members from
      (select id, last as ip from came union all select id, first as ip from came) each
      where ip is not null group by ip`.execute(read);
  return rows;
}

export interface KeptOutRow extends PersonRow {
  readonly members: number;
}

/** Members who came from `listed` addresses only, or never from one of them; break-glass owners pass any list. */
export async function listKeptOut(
  read: Reader,
  scope: Scope,
  { sight, listed, areOff }: { sight: Sight; listed: readonly string[]; areOff: boolean },
): Promise<KeptOutRow[]> {
  const { since } = sight;
  const keys = among(listed);
  const isIn = (ip: string) => sql`${seenFrom(ip, sight)} ${sql.raw(areOff ? "not in" : "in")} ${keys}`;
  // Where a session is used from now, and where it was opened from if that is not too long ago.
  const fits = sql`${isIn(lastIp)} or (s.last_ip <> s.ip and s.created_at > ${since} and ${isIn("s.ip")})`;
  const { rows } = await sql<KeptOutRow>`
    select g.account_id as id, a.name, a.email, g.role, g.members from
      (select m.id, m.account_id, m.role, count(*) over () as members
        ${membersIn(scope, sessionsSince(since))} and m.break_glass_at is null
        group by m.id having max(case when ${fits} then 1 else 0 end) = 0
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
  const ids = among(accountIds);
  const { rows } = await sql<{ accountId: string; ip: string }>`select account_id, ip from
    (select account_id, coalesce(last_ip, ip) as ip, last_seen_at as at from sessions
      where account_id in ${ids} and last_seen_at > ${since}
    union all select account_id, ip, created_at from sessions where account_id in ${ids} and created_at > ${since}) each
    group by account_id, ip order by max(at) desc`.execute(read);
  return rows;
}
