import type { Reader } from "../../database/database.ts";
import { valuesOf } from "../../policies/stored-policies.ts";
import { isOn, readyAllowlist } from "../../rules/allowlist-guards.ts";
import { changes } from "../../rules/policy-change-facts.ts";
import type { Services } from "../../services.ts";
import { type GatheredChange, lookBackMilliseconds } from "./gather-change.ts";
import { mostNamed, type PersonRow } from "./members.sql.ts";
import { listAddressesOf, listKeptOut, listSeenAddresses, seenKey, type SeenRow } from "./preview.sql.ts";

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
  const since = now - lookBackMilliseconds;
  // An address must be on the organization's list and on the workspace's.
  const whole = above ? valuesOf(above).ipAllowlist : null;
  const lists = [list, ...(whole?.enabled ? [whole] : [])].map(readyAllowlist);
  const seen = await listSeenAddresses(read, scope, since);
  const isIn = (row: SeenRow): boolean =>
    lists.every((each) => isOn(each, { role: row.isAdmin === 1 ? "admin" : "member" }, row.ip));
  const verdicts = seen.map((row) => ({ row, isIn: isIn(row) }));
  const [on, off] = [verdicts.filter((each) => each.isIn), verdicts.filter((each) => !each.isIn)];
  if (off.length === 0) return nobody;
  const areOff = off.length <= on.length;
  const listed = (areOff ? off : on).map(({ row }) => seenKey(row));
  const rows = await listKeptOut(read, scope, { dialect: database.dialect, since, listed, areOff });
  const theirs = await listAddressesOf(
    read,
    rows.map(({ id }) => id),
    since,
  );
  return {
    count: rows[0]?.members ?? 0,
    people: rows.map(({ id, name, email, role }) => ({
      ...{ id, name, email, role },
      reason: "ip-allowlist",
      addresses: theirs.filter(({ accountId }) => accountId === id).map(({ ip }) => ip),
    })),
    addresses: busiest(off.map(({ row }) => row)),
  };
}

function busiest(rows: readonly SeenRow[]): SeenAddress[] {
  const merged = new Map<string, SeenAddress>();
  for (const { ip, members, lastSeenAt } of rows) {
    const known = merged.get(ip) ?? { ip, members: 0, lastSeenAt: 0 };
    merged.set(ip, { ip, members: known.members + members, lastSeenAt: Math.max(known.lastSeenAt, lastSeenAt) });
  }
  return [...merged.values()].sort((a, b) => b.members - a.members || b.lastSeenAt - a.lastSeenAt).slice(0, mostNamed);
}
