import { countOtherActiveOwners } from "../../accounts/active-owners.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Connection } from "../../policies/connections.ts";
import { changeMembership, findMembership } from "../../policies/memberships.ts";
import { addToWorkspace, findWorkspace, listWorkspacesWithin, takeFromWorkspace } from "../../policies/workspaces.ts";
import { decideGiven, decideRoleChange } from "../../rules/sso/roles.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import type { Client, Work } from "../../services.ts";

/** Gives somebody the role and the workspaces that the connection's rules give to whom the provider says such things of. */
export async function applyRoles(
  work: Work,
  { id, organizationId, roleRules }: Connection,
  { accountId, vouched, client }: { accountId: string; vouched: Vouched; client?: Client },
): Promise<void> {
  const { tx } = work;
  const membership = roleRules.length === 0 ? undefined : await findMembership(tx, organizationId, accountId);
  if (!membership) return;
  const given = decideGiven(roleRules, vouched.attributes, vouched.isOverage);
  const within = (await listWorkspacesWithin(tx, organizationId, [accountId])).get(accountId) ?? [];
  const isLastOwner =
    membership.role === "owner" && (await countOtherActiveOwners(tx, organizationId, accountId)) === 0;
  const change = decideRoleChange(roleRules, given, {
    role: membership.role,
    workspaces: within.map((workspace) => workspace.id),
    isNeeded: isLastOwner || membership.breakGlassAt !== null,
  });
  const about = { accountId, organizationId, client, actor: { kind: "identity-provider", id } as const };
  if (change.role !== null) {
    await changeMembership(tx, membership, { role: change.role });
    const data = { from: membership.role, to: change.role };
    await recordEvent(work, { ...about, type: "member.role-changed", data });
  }
  for (const workspaceId of change.join) {
    const workspace = await findWorkspace(tx, organizationId, workspaceId);
    const row = { workspaceId, organizationId, accountId, createdAt: work.now() };
    if (!workspace || !(await addToWorkspace(tx, row))) continue;
    await recordEvent(work, { ...about, type: "workspace.member-added", data: { workspaceId, name: workspace.name } });
  }
  for (const workspaceId of change.leave) {
    if (!(await takeFromWorkspace(tx, workspaceId, accountId))) continue;
    const name = within.find((workspace) => workspace.id === workspaceId)?.name ?? "";
    await recordEvent(work, { ...about, type: "workspace.member-removed", data: { workspaceId, name } });
  }
}
