import { recordEvent } from "../audit/record-event.ts";
import { findMembership } from "../policies/memberships.ts";
import {
  addToWorkspace,
  addWorkspace,
  countWorkspaces,
  findWorkspace,
  findWorkspaceNamed,
  removeWorkspace,
  renameWorkspace,
  takeFromWorkspace,
  type Workspace,
} from "../policies/workspaces.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import { decideOneMore } from "../rules/sizes/one-more.ts";
import type { Member } from "../sessions/caller.ts";
import type { Services, Work } from "../services.ts";
import { asActor, asAdmin, holdMember } from "./hold-member.ts";

type Refused = Refusal<"not-found" | "not-signed-in" | "not-allowed">;
type Taken = Refusal<"conflict">;

/** Makes a workspace. */
export function createWorkspace(
  services: Services,
  caller: Member,
  name: string,
): Promise<Workspace | Refused | Taken> {
  const { transact, newId, now } = services;
  return transact(async (work) => {
    const { tx } = work;
    const held = await holdMember(tx, caller, "manage-workspaces");
    if (isRefusal(held)) return held;
    const organizationId = caller.place.id;
    if (await findWorkspaceNamed(tx, organizationId, name)) return nameTaken();
    const full = decideOneMore("workspaces", await countWorkspaces(tx, organizationId));
    if (full) return full;
    const workspace = { id: newId("wksp"), organizationId, name, createdAt: now() };
    await addWorkspace(tx, workspace);
    const data = { workspaceId: workspace.id, name };
    await recordEvent(work, { ...asAdmin(caller), type: "workspace.created", accountId: null, data });
    return workspace;
  });
}

/** Gives a workspace another name. */
export function nameWorkspace(
  services: Services,
  caller: Member,
  { id, name }: { id: string; name: string },
): Promise<Refused | Taken | undefined> {
  return inWorkspace<Taken>(services, caller, id, async (work, workspace) => {
    if (workspace.name === name) return undefined;
    if (await findWorkspaceNamed(work.tx, workspace.organizationId, name)) return nameTaken();
    await renameWorkspace(work.tx, id, name);
    const data = { workspaceId: id, from: workspace.name, to: name };
    await recordEvent(work, { ...asAdmin(caller), type: "workspace.renamed", accountId: null, data });
    return undefined;
  });
}

/** Deletes a workspace with its policies. Its members stay in the organization. */
export function deleteWorkspace(services: Services, caller: Member, id: string): Promise<Refused | undefined> {
  return inWorkspace<Refusal<"not-found">>(services, caller, id, async (work, { name }) => {
    await removeWorkspace(work.tx, id);
    const data = { workspaceId: id, name };
    await recordEvent(work, { ...asAdmin(caller), type: "workspace.deleted", accountId: null, data });
    return undefined;
  });
}

interface Placing {
  readonly id: string;
  readonly accountId: string;
}

/** Puts a member of the organization into a workspace. Nothing happens when they are there already. */
export function putIntoWorkspace(
  services: Services,
  caller: Member,
  { id, accountId }: Placing,
): Promise<Refused | undefined> {
  return inWorkspace<Refusal<"not-found">>(services, caller, id, async (work, { organizationId, name }) => {
    if (!(await findMembership(work.tx, organizationId, accountId))) return refuse("not-found");
    const member = { workspaceId: id, organizationId, accountId, createdAt: services.now() };
    if (!(await addToWorkspace(work.tx, member))) return undefined;
    const about = { ...asActor(caller, accountId), data: { workspaceId: id, name } };
    await recordEvent(work, { ...about, type: "workspace.member-added" });
    return undefined;
  });
}

/** Takes a member out of a workspace. */
export function takeOutOfWorkspace(
  services: Services,
  caller: Member,
  { id, accountId }: Placing,
): Promise<Refused | undefined> {
  return inWorkspace<Refusal<"not-found">>(services, caller, id, async (work, { name }) => {
    if (!(await takeFromWorkspace(work.tx, id, accountId))) return refuse("not-found");
    const about = { ...asActor(caller, accountId), data: { workspaceId: id, name } };
    await recordEvent(work, { ...about, type: "workspace.member-removed" });
    return undefined;
  });
}

function inWorkspace<Else extends Refusal>(
  services: Services,
  caller: Member,
  id: string,
  does: (work: Work, workspace: Workspace) => Promise<Else | undefined>,
): Promise<Refused | Else | undefined> {
  return services.transact(async (work) => {
    const held = await holdMember(work.tx, caller, "manage-workspaces");
    if (isRefusal(held)) return held;
    const workspace = await findWorkspace(work.tx, caller.place.id, id);
    return workspace ? does(work, workspace) : refuse("not-found");
  });
}

function nameTaken(): Refusal<"conflict"> {
  return refuse("conflict", { detail: "There is a workspace of that name already. Choose another name." });
}
