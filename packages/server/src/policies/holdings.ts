import type { HeldAllowlist } from "../rules/requests/acting.ts";
import { decideHeldEverywhere } from "../rules/policies/held/deployment.ts";
import type { HeldPolicies, Source } from "../rules/policies/held/held-policies.ts";
import { decideHeldBy, type HoldingFacts } from "../rules/policies/held/holding.ts";
import type {
  Belonging,
  HeldPlace,
  HeldWorkspace,
  Holding,
  MemberPlace,
  MemberWorkspace,
} from "../rules/policies/held/held-places.ts";
import type { View, World } from "../services.ts";
import type { AllowlistCache, CompiledAllowlist } from "./compiled-allowlists.ts";
import { listPlaces, type Place } from "./memberships.ts";
import { findShortPoliciesOf, type SetPolicies } from "./stored-policies.ts";
import { listWorkspacesOf } from "./workspaces.sql.ts";

/** Of an account that belongs nowhere. */
export function holdingNowhere({ requiredSecondFactor, productName }: World["config"]): Holding {
  return { held: decideHeldEverywhere(requiredSecondFactor, productName), places: new Map() };
}

/** The organizations that named an account for break-glass. */
export function listBreakGlassOf({ places }: Belonging): MemberPlace[] {
  return [...places.values()].filter(({ isBreakGlass }) => isBreakGlass);
}

type Member = { id: string; organizationId: string; name: string; createdAt: number };

/** Reads where an account belongs, and folds what that holds it to. */
export async function gatherBelonging(
  { read, config }: Pick<View, "read" | "config">,
  accountId: string,
): Promise<Belonging> {
  const places = await listPlaces(read, accountId);
  const nowhere = holdingNowhere(config);
  if (places.length === 0) return nowhere;
  const workspaces = await listWorkspacesOf(read, accountId);
  const scopes = [...places.map((place) => place.organizationId), ...workspaces.map(({ id }) => id)];
  return fold({ places, workspaces, set: await findShortPoliciesOf(read, scopes), everywhere: nowhere.held });
}

/** The same with the allowlists that hold where they act. */
export async function gatherHolding(
  view: Pick<View, "read" | "config">,
  allowlists: AllowlistCache,
  accountId: string,
): Promise<Holding> {
  const { held, places } = await gatherBelonging(view, accountId);
  if (places.size === 0) return holdingNowhere(view.config);
  const scopes = [...places.values()].flatMap(({ id, workspaces }) => [id, ...workspaces.keys()]);
  const lists = await allowlists.find(scopes);
  return { held, places: new Map([...places].map(([id, place]) => [id, withLists(place, lists)])) };
}

type Short = Omit<SetPolicies, "ipAllowlist">;

interface Found {
  readonly places: readonly Place[];
  readonly workspaces: readonly Member[];
  readonly set: ReadonlyMap<string, Short>;
  readonly everywhere: HeldPolicies;
}

function fold({ places, workspaces, set, everywhere }: Found): Belonging {
  const facts: HoldingFacts[] = [];
  const memberPlaces = new Map<string, MemberPlace>();
  for (const place of places) {
    const { organizationId: id, timeZone } = place;
    const here = workspaces.filter(({ organizationId }) => organizationId === id);
    memberPlaces.set(id, toPlace(place, here, set));
    // Whoever is suspended there does not act there: it asks nothing of them until they are restored.
    if (place.suspendedAt !== null) continue;
    const from = sourceOf(id, place.name);
    facts.push({ set: set.get(id) ?? {}, from, joinedAt: place.createdAt, timeZone });
    for (const { id: workspaceId, name, createdAt: joinedAt } of here) {
      const workspace = { id: workspaceId, name };
      facts.push({ set: set.get(workspaceId) ?? {}, from: { ...from, workspace }, joinedAt, timeZone });
    }
  }
  const isBreakGlass = places.some(({ breakGlassAt }) => breakGlassAt !== null);
  return { held: decideHeldBy(facts, isBreakGlass, everywhere), places: memberPlaces };
}

function sourceOf(id: string, name: string): Omit<Source, "since"> {
  return { organization: { id, name }, workspace: null };
}

function toPlace(place: Place, workspaces: readonly Member[], set: ReadonlyMap<string, Short>): MemberPlace {
  const { organizationId: id, name, plan, timeZone, role, createdAt, suspendedAt, breakGlassAt } = place;
  const held = workspaces.map((each): [string, MemberWorkspace] => {
    const { session } = set.get(each.id) ?? {};
    const source = { ...sourceOf(id, name), workspace: { id: each.id, name: each.name } };
    const limits = session ? { ...session.value, source: { ...source, since: session.setAt } } : null;
    return [each.id, { id: each.id, name: each.name, limits }];
  });
  return {
    ...{ id, name, plan, timeZone, role, joinedAt: createdAt, suspendedAt },
    isBreakGlass: breakGlassAt !== null,
    requiredSingleSignOn: set.get(id)?.singleSignOn?.value.required ?? "none",
    workspaces: new Map(held),
  };
}

function withLists(place: MemberPlace, lists: ReadonlyMap<string, CompiledAllowlist>): HeldPlace {
  const from = sourceOf(place.id, place.name);
  const allowlist = toAllowlist(lists.get(place.id), from);
  const workspaces = [...place.workspaces.values()].map((each): [string, HeldWorkspace] => {
    const own = toAllowlist(lists.get(each.id), { ...from, workspace: { id: each.id, name: each.name } });
    return [each.id, { ...each, allowlist: own, allowlists: [allowlist, own].filter((list) => list !== null) }];
  });
  return { ...place, allowlist, allowlists: allowlist ? [allowlist] : [], workspaces: new Map(workspaces) };
}

function toAllowlist(list: CompiledAllowlist | undefined, from: Omit<Source, "since">): HeldAllowlist | null {
  if (!list?.isOn) return null;
  return { everyone: list.everyone, admins: list.admins, source: { ...from, since: list.setAt } };
}
