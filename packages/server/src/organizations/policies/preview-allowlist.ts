import type { Reader } from "../../database/database.ts";
import type { DialectName } from "../../database/dialects.ts";
import { valuesOf } from "../../policies/stored-policies.ts";
import { isOn, readyAllowlist } from "../../rules/allowlist-guards.ts";
import { changes } from "../../rules/policy-change-facts.ts";
import type { Services } from "../../services.ts";
import { type GatheredChange, lookBackMilliseconds } from "./gather-change.ts";
import { mostNamed, type PersonRow, type Scope } from "./members.sql.ts";
import { countComers, listAddressesOf, listKeptOut, listSeen, seenKey, type SeenRow } from "./preview.sql.ts";

/** An address that would be off the list. */
export interface SeenAddress {
  readonly ip: string;
  readonly members: number;
  readonly lastSeenAt: number;
}

interface AllowlistPreview {
  readonly count: number;
  readonly people: readonly (PersonRow & { readonly reason: "ip-allowlist"; readonly addresses: readonly string[] })[];
  readonly addresses: readonly SeenAddress[];
}

const nobody: AllowlistPreview = { count: 0, people: [], addresses: [] };

/** Whom a new IP allowlist would keep out, going by where they came from in the last 30 days. */
export async function previewAllowlist(
  { database }: Services,
  read: Reader,
  { facts, scope, above }: GatheredChange,
  now: number,
): Promise<AllowlistPreview> {
  const list = facts.after.ipAllowlist;
  if (!list?.enabled || !changes(facts, "ipAllowlist")) return nobody;
  // An address must be on the organization's list and on the workspace's.
  const whole = above ? valuesOf(above).ipAllowlist : null;
  const lists = [list, ...(whole?.enabled ? [whole] : [])].map(readyAllowlist);
  const since = now - lookBackMilliseconds;
  const seen = [...byAddress(await listSeen(read, scope, since), since).values()];
  const isIn = ({ isAdmin, ip }: Seen): boolean =>
    lists.every((each) => isOn(each, { role: isAdmin === 1 ? "admin" : "member" }, ip));
  const on = seen.filter(isIn);
  if (on.length === seen.length) return nobody;
  const off = seen.filter((each) => !isIn(each));
  const areOff = off.length <= on.length;
  const keys = (areOff ? off : on).map(({ isAdmin, ip }) => seenKey(isAdmin, ip));
  const [rows, addresses] = await Promise.all([
    listKeptOut(read, scope, { dialect: database.dialect, since, keys, areOff }),
    describeAddresses(database.dialect, read, scope, { since, off }),
  ]);
  return { count: rows[0]?.members ?? 0, people: await withAddresses(read, rows, since), addresses };
}

/** An address, and the sessions of admins or of others that came from there. */
interface Seen {
  readonly isAdmin: number;
  readonly ip: string;
  readonly sessions: number;
  readonly lastSeenAt: number;
}

function byAddress(rows: readonly SeenRow[], since: number): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  const note = (isAdmin: number, ip: string, sessions: number, at: number): void => {
    const key = seenKey(isAdmin, ip);
    const known = seen.get(key);
    const lastSeenAt = Math.max(at, known?.lastSeenAt ?? 0);
    seen.set(key, { isAdmin, ip, sessions: sessions + (known?.sessions ?? 0), lastSeenAt });
  };
  for (const { isAdmin, ip, firstIp, sessions, at, firstAt } of rows) {
    note(isAdmin, ip, sessions, at);
    if (firstIp !== ip && firstAt > since) note(isAdmin, firstIp, sessions, firstAt);
  }
  return seen;
}

/** The busiest addresses that are off the list, with how many members came from there. */
async function describeAddresses(
  dialect: DialectName,
  read: Reader,
  scope: Scope,
  { since, off }: { since: number; off: readonly Seen[] },
): Promise<SeenAddress[]> {
  const merged = new Map<string, Seen>();
  for (const each of off) {
    const { sessions = 0, lastSeenAt = 0 } = merged.get(each.ip) ?? {};
    const both = { sessions: sessions + each.sessions, lastSeenAt: Math.max(lastSeenAt, each.lastSeenAt) };
    merged.set(each.ip, { ...each, ...both });
  }
  const busiest = [...merged.values()].sort((a, b) => b.sessions - a.sessions || b.lastSeenAt - a.lastSeenAt);
  const named = busiest.slice(0, mostNamed);
  const ips = named.map(({ ip }) => ip);
  const comers = await countComers(read, scope, { dialect, since, ips });
  return named.map(({ ip, lastSeenAt }) => ({ ip, members: comers.get(ip) ?? 0, lastSeenAt }));
}

async function withAddresses(
  read: Reader,
  rows: readonly PersonRow[],
  since: number,
): Promise<AllowlistPreview["people"]> {
  const theirs = await listAddressesOf(
    read,
    rows.map(({ id }) => id),
    since,
  );
  return rows.map(({ id, name, email, role }) => ({
    ...{ id, name, email, role },
    reason: "ip-allowlist",
    addresses: theirs.filter(({ accountId }) => accountId === id).map(({ ip }) => ip),
  }));
}
