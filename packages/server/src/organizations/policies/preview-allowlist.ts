import { valuesOf } from "../../policies/stored-policies.ts";
import { readyAllowlist } from "../../rules/policies/changing/allowlist-change.ts";
import { changes } from "../../rules/policies/changing/change-facts.ts";
import type { View } from "../../services.ts";
import { type GatheredChange, lookBackMilliseconds } from "./gather-change.ts";
import { listNamed, type PersonRow } from "./members.sql.ts";
import { listAddressesOf, readSeen } from "./preview.sql.ts";
import { judgeSeen, type SeenAddress } from "./seen-from.ts";

interface AllowlistPreview {
  readonly count: number;
  readonly people: readonly (PersonRow & { readonly reason: "ip-allowlist"; readonly addresses: readonly string[] })[];
  readonly addresses: readonly SeenAddress[];
}

const nobody: AllowlistPreview = { count: 0, people: [], addresses: [] };

/** Whom a new IP allowlist would keep out, going by where they came from in the last 30 days. */
export async function previewAllowlist(
  { read, now }: View,
  { facts, scope, above }: GatheredChange,
): Promise<AllowlistPreview> {
  const list = facts.after.ipAllowlist;
  if (!list?.enabled || !changes(facts, "ipAllowlist")) return nobody;
  // An address must be on the organization's list and on the workspace's.
  const whole = above ? valuesOf(above).ipAllowlist : null;
  const lists = [list, ...(whole?.enabled ? [whole] : [])].map(readyAllowlist);
  const since = now() - lookBackMilliseconds;
  const { keptOut, newest, addresses } = judgeSeen(await readSeen(read, scope, since), since, lists);
  const people = await listNamed(read, newest);
  const theirs = await listAddressesOf(
    read,
    people.map(({ id }) => id),
    since,
  );
  return {
    count: keptOut,
    people: people.map(({ id, name, email, role }) => ({
      ...{ id, name, email, role },
      reason: "ip-allowlist",
      addresses: theirs.filter(({ accountId }) => accountId === id).map(({ ip }) => ip),
    })),
    addresses,
  };
}
