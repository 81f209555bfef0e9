import type { Reader } from "../database/database.ts";
import type { HeldAllowlist } from "../rules/requests/acting.ts";
import { type Allowlist, compileAllowlist } from "../rules/policies/allowlist.ts";
import { heldToNothing, type Source } from "../rules/policies/held/held-policies.ts";
import { decideHeldBy, type HoldingFacts } from "../rules/policies/held/holding.ts";
import type { IpAllowlist, IpAllowlistEntry } from "../vocabulary/policies.ts";
import type { HeldPlace, HeldWorkspace, Holding } from "../rules/policies/held/held-places.ts";
import { listPlaces, type Place } from "./memberships.ts";
import { findPoliciesOf, type SetPolicies } from "./stored-policies.ts";
import { listWorkspacesOf } from "./workspaces.sql.ts";

/** Of an account that belongs nowhere. */
export const noHolding: Holding = { held: heldToNothing, places: new Map() };

/** The organizations that named an account for break-glass. */
export function listBreakGlassOf({ places }: Holding): HeldPlace[] {
  return [...places.values()].filter(({ isBreakGlass }) => isBreakGlass);
}

type Member = { id: string; organizationId: string; name: string; createdAt: number };

/** Reads where an account belongs, and folds what that holds it to. */
export async function gatherHolding(read: Reader, accountId: string): Promise<Holding> {
  const places = await listPlaces(read, accountId);
  if (places.length === 0) return noHolding;
  const workspaces = await listWorkspacesOf(read, accountId);
  const set = await findPoliciesOf(read, [
    ...places.map((place) => place.organizationId),
    ...workspaces.map(({ id }) => id),
  ]);
  return fold(places, workspaces, set);
}

function fold(places: readonly Place[], workspaces: readonly Member[], set: ReadonlyMap<string, SetPolicies>): Holding {
  const facts: HoldingFacts[] = [];
  const heldPlaces = new Map<string, HeldPlace>();
  for (const place of places) {
    const { organizationId: id, timeZone } = place;
    const here = workspaces.filter(({ organizationId }) => organizationId === id);
    heldPlaces.set(id, toPlace(place, here, set));
    // Whoever is suspended there does not act there: it asks nothing of them until they are restored.
    if (place.suspendedAt !== null) continue;
    const from = sourceOf(place);
    facts.push({ set: set.get(id) ?? {}, from, joinedAt: place.createdAt, timeZone });
    for (const { id: workspaceId, name, createdAt: joinedAt } of here) {
      const workspace = { id: workspaceId, name };
      facts.push({ set: set.get(workspaceId) ?? {}, from: { ...from, workspace }, joinedAt, timeZone });
    }
  }
  const isBreakGlass = places.some(({ breakGlassAt }) => breakGlassAt !== null);
  return { held: decideHeldBy(facts, isBreakGlass), places: heldPlaces };
}

function sourceOf({ organizationId, name }: Place): Omit<Source, "since"> {
  return { organization: { id: organizationId, name }, workspace: null };
}

function toPlace(place: Place, workspaces: readonly Member[], set: ReadonlyMap<string, SetPolicies>): HeldPlace {
  const { organizationId: id, name, plan, timeZone, role, createdAt, suspendedAt, breakGlassAt } = place;
  const from = sourceOf(place);
  const allowlist = toAllowlist(set.get(id)?.ipAllowlist, from);
  const held = workspaces.map((each): [string, HeldWorkspace] => {
    const source = { ...from, workspace: { id: each.id, name: each.name } };
    const { ipAllowlist, session } = set.get(each.id) ?? {};
    const limits = session ? { ...session.value, source: { ...source, since: session.setAt } } : null;
    const own = toAllowlist(ipAllowlist, source);
    const allowlists = [allowlist, own].filter((list) => list !== null);
    return [each.id, { id: each.id, name: each.name, allowlist: own, allowlists, limits }];
  });
  return {
    ...{ id, name, plan, timeZone, role, joinedAt: createdAt, suspendedAt },
    isBreakGlass: breakGlassAt !== null,
    allowlist,
    allowlists: allowlist ? [allowlist] : [],
    workspaces: new Map(held),
  };
}

function toAllowlist(
  policy: { value: IpAllowlist; setAt: number } | undefined,
  from: Omit<Source, "since">,
): HeldAllowlist | null {
  if (!policy?.value.enabled) return null;
  const { entries, adminEntries } = policy.value;
  return {
    everyone: compiled(entries),
    admins: adminEntries ? compiled(adminEntries) : null,
    source: { ...from, since: policy.setAt },
  };
}

/** Lists of a thousand members are one list: each is prepared once. */
const lists = new Map<string, Allowlist>();
const mostLists = 500;

function compiled(entries: readonly IpAllowlistEntry[]): Allowlist {
  const key = entries.map(({ cidr }) => cidr).join();
  const known = lists.get(key);
  if (known) return known;
  if (lists.size >= mostLists) lists.clear();
  const made = compileAllowlist(entries);
  lists.set(key, made);
  return made;
}
