import { valuesOf } from "../../policies/stored-policies.ts";
import { isOn, type ReadyAllowlist, readyAllowlist } from "../../rules/policies/changing/allowlist-change.ts";
import { changes } from "../../rules/policies/changing/change-facts.ts";
import type { View } from "../../services.ts";
import type { GatheredChange } from "./gather-change.ts";
import { mostNamed, type PersonRow } from "./members.sql.ts";
import { countMembersFrom, listAddressesOf, listKeptOut, seenKey, type SeenRow } from "./preview.sql.ts";

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
  { read }: View,
  { facts, scope, above, seen, sight }: GatheredChange,
): Promise<AllowlistPreview> {
  const list = facts.after.ipAllowlist;
  if (!list?.enabled || !changes(facts, "ipAllowlist")) return nobody;
  // An address must be on the organization's list and on the workspace's.
  const whole = above ? valuesOf(above).ipAllowlist : null;
  const lists = [list, ...(whole?.enabled ? [whole] : [])].map(readyAllowlist);
  const [on, off] = split(seen, lists);
  if (off.length === 0) return nobody;
  const areOff = off.length <= on.length;
  const listed = (areOff ? off : on).map((row) => seenKey(row, sight));
  const top = listBusiest(off);
  const fromTop = off.filter(({ ip }) => top.has(ip));
  const [rows, counted] = await Promise.all([
    listKeptOut(read, scope, { sight, listed, areOff }),
    countMembersFrom(read, scope, fromTop, sight),
  ]);
  const theirs = await listAddressesOf(
    read,
    rows.map(({ id }) => id),
    sight.since,
  );
  return {
    count: rows[0]?.members ?? 0,
    people: rows.map(({ id, name, email, role }) => ({
      ...{ id, name, email, role },
      reason: "ip-allowlist",
      addresses: theirs.filter(({ accountId }) => accountId === id).map(({ ip }) => ip),
    })),
    addresses: counted
      .map(({ ip, members }) => ({ ip, members, lastSeenAt: top.get(ip)?.lastSeenAt ?? 0 }))
      .sort((a, b) => b.members - a.members || b.lastSeenAt - a.lastSeenAt),
  };
}

function split(seen: readonly SeenRow[], lists: readonly ReadyAllowlist[]): [SeenRow[], SeenRow[]] {
  const [on, off]: [SeenRow[], SeenRow[]] = [[], []];
  for (const row of seen) {
    const who = { role: row.isAdmin === 1 ? "admin" : "member" } as const;
    (lists.every((each) => isOn(each, who, row.ip)) ? on : off).push(row);
  }
  return [on, off];
}

/** The addresses with the most sessions, whoever they are of. */
function listBusiest(rows: readonly SeenRow[]): Map<string, SeenRow> {
  const merged = new Map<string, SeenRow>();
  for (const row of rows) {
    const known = merged.get(row.ip);
    const sessions = row.sessions + (known?.sessions ?? 0);
    merged.set(row.ip, { ...row, sessions, lastSeenAt: Math.max(row.lastSeenAt, known?.lastSeenAt ?? 0) });
  }
  const sorted = [...merged].sort(([, a], [, b]) => b.sessions - a.sessions || b.lastSeenAt - a.lastSeenAt);
  return new Map(sorted.slice(0, mostNamed));
}
