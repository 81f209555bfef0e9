import type { Member, Person } from "../../sessions/caller.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { type AuthenticatorKind, isSecondFactor, secondFactorKinds } from "../../vocabulary/kinds.ts";
import { gatherStanding } from "../../authenticators/gather-standing.ts";
import type { Reader } from "../../database/database.ts";
import { findActiveConnection } from "../../policies/connections.ts";
import type { Organization } from "../../policies/organizations.ts";
import { findPoliciesIn, type SetPolicies, valuesOf } from "../../policies/stored-policies.ts";
import { findWorkspace } from "../../policies/workspaces.ts";
import { decideLeftWithout, isMeant } from "../../rules/policies/binding/allowed-kinds.ts";
import { decideIsTrustedProxy, unknownAddress } from "../../rules/requests/client-address.ts";
import type { PolicySet } from "../../vocabulary/policies.ts";
import type { BreakGlassOwner } from "../../rules/policies/changing/break-glass.ts";
import { changes, type PolicyChangeFacts, type Standing } from "../../rules/policies/changing/change-facts.ts";
import { decideIsFreshTest } from "../../rules/policies/changing/single-sign-on-change.ts";
import { applySteps, listSteps, type PolicyDraft } from "../../rules/policies/changing/draft.ts";
import type { View, World } from "../../services.ts";
import { planOf } from "../describe-organization.ts";
import { countByKinds, type KindsRow, listActiveOwners, type Scope } from "./members.sql.ts";
import { listAddressesOf } from "./preview.sql.ts";

/** How far back addresses are looked at. */
export const lookBackMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** A change of policies somebody asks for, with all that decides whether it may be made and whom it touches. */
export interface GatheredChange {
  readonly organization: Organization;
  readonly scope: Scope;
  /** What is set here so far. */
  readonly set: SetPolicies;
  /** What is set for the whole organization, for a change of a workspace's. */
  readonly above: SetPolicies | null;
  readonly byKinds: readonly KindsRow[];
  readonly facts: PolicyChangeFacts;
}

export interface WantedChange {
  readonly organization: Organization;
  readonly scope: Scope;
  readonly draft: PolicyDraft;
  readonly findPassedTest: FindPassedTest;
}

/** When an account last tested a connection as it is, and passed; kept in a slice to the right. */
export type FindPassedTest = (
  read: Reader,
  where: { readonly connectionId: string; readonly revision: string; readonly startedBy: string },
) => Promise<number | null>;

/** Reads what a change of policies is decided by. */
export async function gatherChange(
  view: View,
  caller: Member,
  { organization, scope, draft, findPassedTest }: WantedChange,
): Promise<GatheredChange> {
  const { read } = view;
  const { organizationId, workspaceId } = scope;
  const sets = await findPoliciesIn(read, organizationId);
  const set = sets.get(workspaceId ?? organizationId) ?? {};
  const above = workspaceId === null ? null : (sets.get(organizationId) ?? {});
  const before = valuesOf(set);
  const steps = listSteps(before, draft);
  const after = applySteps(before, steps);
  const beside = above ? [valuesOf(above)] : [];
  const offered = offeredKinds(view);
  const [others, owners, me, byKinds, singleSignOn] = await Promise.all([
    listOthers(read, organization, scope, sets),
    listOwners(view, scope, beside, caller),
    describeCaller(view, caller, scope, sets),
    countByKinds(read, scope, offered),
    describeSingleSignOn(view, caller, findPassedTest),
  ]);
  const facts: PolicyChangeFacts = {
    ...{ isWorkspace: workspaceId !== null, steps, before, after, others, owners, caller: me, singleSignOn },
    plan: planOf(view, organization.plan),
    offered,
    addressFault: findAddressFault(view, caller.client.ip),
    leftWithout: changes({ steps }, "allowedKinds")
      ? countMeant(byKinds, decideLeftWithout([before, ...beside], [after, ...beside]))
      : 0,
  };
  return { organization, scope, set, above, byKinds, facts };
}

export function countMeant(rows: readonly KindsRow[], demand: Parameters<typeof isMeant>[1]): number {
  return rows.filter((row) => isMeant(kindsOf(row), demand)).reduce((sum, { members }) => sum + members, 0);
}

export function kindsOf(row: Pick<KindsRow, "passkey" | "totp" | "phone">): AuthenticatorKind[] {
  return secondFactorKinds.filter((kind) => row[kind] === 1);
}

/** Second factors that can be bound here at all. */
export function offeredKinds({ config }: World): AuthenticatorKind[] {
  return secondFactorKinds.filter((kind) => kind !== "phone" || config.textMessages.isOn);
}

function findAddressFault({ config }: World, address: string): "unknown" | "proxy" | null {
  if (address === unknownAddress) return "unknown";
  return decideIsTrustedProxy(address, config.trustedProxies) ? "proxy" : null;
}

// What holds together with this: the organization's for a workspace, and each workspace's for the organization.
async function listOthers(
  read: Reader,
  organization: Organization,
  { workspaceId }: Scope,
  sets: ReadonlyMap<string, SetPolicies>,
): Promise<PolicyChangeFacts["others"]> {
  const { id, name } = organization;
  if (workspaceId !== null) return [{ name, set: valuesOf(sets.get(id) ?? {}) }];
  const others: { name: string; set: PolicySet }[] = [];
  for (const [scope, set] of sets) {
    const workspace = scope === id ? undefined : await findWorkspace(read, id, scope);
    if (workspace) others.push({ name: workspace.name, set: valuesOf(set) });
  }
  return others;
}

async function describeCaller(
  view: View,
  { account, client, ...caller }: Member,
  { organizationId, workspaceId }: Scope,
  sets: ReadonlyMap<string, SetPolicies>,
): Promise<Standing> {
  const offered = offeredKinds(view);
  // Read anew: since the request was let in they may have got another role, or have been put into the workspace.
  const { bound: all, holding } = await gatherStanding(view, account.id);
  const place = holding.places.get(organizationId) ?? caller.place;
  const bound = all.filter(({ kind }) => isSecondFactor(kind));
  const alsoHeld = workspaceId === null ? [...place.workspaces.keys()] : [organizationId];
  return {
    role: place.role,
    isHeld: workspaceId === null || place.workspaces.has(workspaceId),
    kinds: [...new Set(bound.map(({ kind }) => kind))].filter((kind) => offered.includes(kind)),
    addresses: [client.ip],
    isBreakGlass: place.isBreakGlass,
    alsoHeldTo: alsoHeld.map((id) => valuesOf(sets.get(id) ?? {})),
  };
}

async function describeSingleSignOn(
  { read, now }: View,
  { account, place }: Member,
  findPassedTest: FindPassedTest,
): Promise<PolicyChangeFacts["singleSignOn"]> {
  const connection = await findActiveConnection(read, place.id);
  if (!connection) return { hasActiveConnection: false, isTestedByCaller: false };
  const { id: connectionId, revision } = connection;
  const passedAt = await findPassedTest(read, { connectionId, revision, startedBy: account.id });
  return { hasActiveConnection: true, isTestedByCaller: decideIsFreshTest(passedAt, now()) };
}

/** The owners of an organization, as rules see them. */
export async function listOwners(
  view: View,
  scope: Scope,
  alsoHeldTo: readonly PolicySet[],
  caller: Person,
): Promise<BreakGlassOwner[]> {
  const rows = await listActiveOwners(view.read, scope, offeredKinds(view));
  const since = view.now() - lookBackMilliseconds;
  const seen = await listAddressesOf(
    view.read,
    rows.map(({ id }) => id),
    since,
  );
  // Whoever asks is here now, whatever their session was last noted with.
  seen.push({ accountId: caller.account.id, ip: caller.client.ip });
  return rows.map((row) => ({
    ...{ accountId: row.id, name: row.name, role: row.role as Role, alsoHeldTo },
    isHeld: row.isIn === 1,
    kinds: kindsOf(row),
    addresses: seen.filter(({ accountId }) => accountId === row.id).map(({ ip }) => ip),
    isBreakGlass: row.breakGlassAt !== null,
  }));
}
