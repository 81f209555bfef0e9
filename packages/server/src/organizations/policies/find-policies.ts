import { type KnownAccount, listKnownAccounts } from "../../accounts/known-accounts.ts";
import { findPolicies, type SetPolicy, valuesOf } from "../../policies/stored-policies.ts";
import { findWorkspace } from "../../policies/workspaces.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { PolicySet } from "../../vocabulary/policies.ts";
import type { Services } from "../../services.ts";
import { findConfirmedCopies } from "./alert-copies.ts";
import { countMembersIn, type Scope } from "./members.sql.ts";

/** What an organization, or a workspace of it, asks of its people, since when and by whom. */
export interface DescribedPolicies {
  readonly values: PolicySet;
  /** Of each policy that is set; `by` is null when that account is gone. */
  readonly set: ReadonlyMap<string, { readonly at: number; readonly by: KnownAccount | null }>;
  /** For how many active members they hold. */
  readonly members: number;
  /** Whether copies of alerts go to the address that is set; null where none is. */
  readonly alertCopiesConfirmed: boolean | null;
}

export async function describePolicies(
  { database: { read } }: Pick<Services, "database">,
  scope: Scope,
): Promise<DescribedPolicies | Refusal<"not-found">> {
  const { organizationId, workspaceId } = scope;
  if (workspaceId !== null && !(await findWorkspace(read, organizationId, workspaceId))) return refuse("not-found");
  const set = await findPolicies(read, workspaceId ?? organizationId);
  const policies = Object.entries(set) as [string, SetPolicy][];
  const people = await listKnownAccounts(
    read,
    policies.map(([, { setBy }]) => ({ accountId: setBy, actorId: null })),
  );
  return {
    values: valuesOf(set),
    set: new Map(
      policies.map(([name, { setAt, setBy }]) => [name, { at: setAt, by: people.get(setBy ?? "") ?? null }]),
    ),
    members: await countMembersIn(read, scope),
    alertCopiesConfirmed: set.alertCopiesTo ? (await findConfirmedCopies(read, organizationId)) !== undefined : null,
  };
}
