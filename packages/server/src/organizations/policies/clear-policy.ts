import type { Operator } from "../../accounts/operate-accounts.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Reader } from "../../database/database.ts";
import { lockOrganization } from "../../policies/organizations.ts";
import { findPolicies, findPoliciesIn, setPolicy, valuesOf } from "../../policies/stored-policies.ts";
import { findWorkspace } from "../../policies/workspaces.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { type PolicyName, policyNames } from "../../vocabulary/policies.ts";
import type { Services } from "../../services.ts";
import { deleteCopies } from "./alert-copies.sql.ts";
import { plain } from "./change-policies.ts";

/** Which policy is to be taken off, where. */
export interface Clearing {
  readonly organizationId: string;
  /** Null for the whole organization's. */
  readonly workspaceId: string | null;
  readonly policy: PolicyName;
}

/** Takes a policy off, as an operator does where everybody is locked out: it keeps nobody out from the next request on. */
export function clearPolicy(
  services: Services,
  operator: Operator,
  { organizationId, workspaceId, policy }: Clearing,
): Promise<Refusal<"not-found" | "conflict"> | undefined> {
  return services.transact(async (work) => {
    const { tx } = work;
    if (!(await lockOrganization(tx, organizationId)))
      return refuse("not-found", { detail: `There is no organization ${organizationId}.` });
    if (workspaceId !== null && !(await findWorkspace(tx, organizationId, workspaceId)))
      return refuse("not-found", { detail: `There is no workspace ${workspaceId} in it.` });
    const scope = workspaceId ?? organizationId;
    const from = valuesOf(await findPolicies(tx, scope))[policy];
    if (from === null) return refuse("conflict", { detail: `${policy} is not set there. Nothing was changed.` });
    if (policy === "alertCopiesTo") await deleteCopies(tx, organizationId);
    await setPolicy(tx, { scope, organizationId, setAt: work.now(), setBy: null }, policy, null);
    await recordEvent(work, {
      type: "policies.changed",
      accountId: null,
      actor: operator,
      organizationId,
      data: {
        ...(workspaceId !== null && { workspaceId }),
        changes: [{ policy, from: plain(from), to: null }],
        // Nobody has less for something that is not asked any more.
        preview: { mustBind: 0, signedOut: 0, lockedOut: 0 },
      },
    });
    return undefined;
  });
}

/** A policy that is set somewhere in an organization. */
export interface PolicySetIn {
  readonly policy: PolicyName;
  readonly value: unknown;
  readonly setAt: number;
  /** Null for the whole organization's. */
  readonly workspace: { readonly id: string; readonly name: string } | null;
}

/** Everything that is set in an organization, its own policies first. */
export async function listPoliciesSet(read: Reader, organizationId: string): Promise<PolicySetIn[]> {
  const found: PolicySetIn[] = [];
  const sets = await findPoliciesIn(read, organizationId);
  const scopes = [...sets.keys()].sort((a, b) => Number(b === organizationId) - Number(a === organizationId));
  for (const scope of scopes) {
    const set = sets.get(scope) ?? {};
    const values = valuesOf(set);
    const workspace = scope === organizationId ? null : await findWorkspace(read, organizationId, scope);
    if (workspace === undefined) continue;
    for (const policy of policyNames) {
      const setAt = set[policy]?.setAt;
      if (setAt !== undefined) found.push({ policy, value: values[policy], setAt, workspace });
    }
  }
  return found;
}
