import type { Reader, Tx } from "../database/database.ts";
import { isRequiredSince, type StoredSecondFactor } from "../rules/policies/held/grace.ts";
import { noPolicies, type PolicyName, type PolicySet, type PolicyValues } from "../vocabulary/policies.ts";
import { raiseEpoch } from "./epoch.sql.ts";
import {
  deletePolicy,
  listPolicyEverywhere,
  listPolicyRows,
  listPolicyRowsIn,
  listShortPolicyRows,
  type PolicyRow,
  putPolicy,
} from "./policies.sql.ts";

/** What is stored of a policy: its value, and for a required second factor since when each level was. */
export type StoredValue<Name extends PolicyName> = Name extends "secondFactor"
  ? StoredSecondFactor
  : PolicyValues[Name];

/** A policy that is set: its value, since when and by whom. */
export interface SetPolicy<Name extends PolicyName = PolicyName> {
  readonly value: StoredValue<Name>;
  readonly setAt: number;
  /** The account that set it; null when it has been deleted since. */
  readonly setBy: string | null;
}

/** What is set in one scope: an organization or a workspace. */
export type SetPolicies = { readonly [Name in PolicyName]?: SetPolicy<Name> };

/** The policies of an organization or a workspace that are set. */
export async function findPolicies(read: Reader, scope: string): Promise<SetPolicies> {
  return (await findPoliciesOf(read, [scope])).get(scope) ?? {};
}

/** The policies of several scopes, by scope. */
export async function findPoliciesOf(read: Reader, scopes: readonly string[]): Promise<Map<string, SetPolicies>> {
  return byScope(scopes.length > 0 ? await listPolicyRows(read, scopes) : []);
}

/** The same without IP allowlists. */
export async function findShortPoliciesOf(
  read: Reader,
  scopes: readonly string[],
): Promise<Map<string, Omit<SetPolicies, "ipAllowlist">>> {
  return byScope(scopes.length > 0 ? await listShortPolicyRows(read, scopes) : []);
}

/** The policies of an organization and of all its workspaces, by scope. */
export async function findPoliciesIn(read: Reader, organizationId: string): Promise<Map<string, SetPolicies>> {
  return byScope(await listPolicyRowsIn(read, organizationId));
}

function byScope(rows: readonly PolicyRow[]): Map<string, SetPolicies> {
  const found = new Map<string, Record<string, SetPolicy>>();
  for (const row of rows) {
    const set = found.get(row.scope) ?? {};
    set[row.name] = toSetPolicy(row);
    found.set(row.scope, set);
  }
  return found;
}

function toSetPolicy({ value, setAt, setBy }: PolicyRow): SetPolicy {
  const read = JSON.parse(value) as SetPolicy["value"];
  return { value: read, setAt, setBy };
}

/** What a scope's policies are, as people see them: null where none is set. */
export function valuesOf(set: SetPolicies): PolicySet {
  const values: Record<string, unknown> = { ...noPolicies };
  for (const [name, policy] of Object.entries(set)) values[name] = policy.value;
  if (set.secondFactor) {
    const { required, graceDays } = set.secondFactor.value;
    values.secondFactor = { required, graceDays };
  }
  return values as unknown as PolicySet;
}

/** Sets one policy of a scope, or takes it off. It holds at everyone's next request, on every server. */
export async function setPolicy<Name extends PolicyName>(
  tx: Tx,
  { scope, organizationId, setAt, setBy }: Pick<PolicyRow, "scope" | "organizationId" | "setAt" | "setBy">,
  name: Name,
  value: PolicyValues[Name] | null,
): Promise<void> {
  const version = await raiseEpoch(tx);
  if (value === null) return deletePolicy(tx, scope, name);
  const stored = name === "secondFactor" ? await withSince(tx, scope, value as never, setAt) : value;
  await putPolicy(tx, { scope, organizationId, name, value: JSON.stringify(stored), setAt, setBy, version });
}

// Who asks for the same again gives nobody a new grace period.
async function withSince(
  tx: Tx,
  scope: string,
  value: PolicyValues["secondFactor"],
  now: number,
): Promise<StoredSecondFactor> {
  const before = (await findPolicies(tx, scope)).secondFactor?.value;
  return { ...value, since: isRequiredSince(value.required, before, now) };
}

/** How long organizations that say so keep their log, in days, by organization. */
export async function listRetentions(read: Reader): Promise<Map<string, number>> {
  const rows = await listPolicyEverywhere(read, "auditRetentionDays");
  return new Map(rows.map(({ organizationId, value }) => [organizationId, JSON.parse(value) as number]));
}
