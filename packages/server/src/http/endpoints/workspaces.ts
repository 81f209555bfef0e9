import { z } from "@hono/zod-openapi";
import {
  findWorkspaceListing,
  listPeopleIn,
  listWorkspacesFor,
  type WorkspaceListing,
} from "../../organizations/list-workspaces.ts";
import {
  createWorkspace,
  deleteWorkspace as remove,
  nameWorkspace,
  putIntoWorkspace,
  takeOutOfWorkspace,
} from "../../organizations/manage-workspaces.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { GroupName, Instant, orNull, pageOf, PageQuery, toPage } from "../schemas.ts";
import { OrganizationParam, Person, WorkspaceMemberParam, WorkspaceParam } from "./organization-schemas.ts";

const Workspace = z
  .object({
    id: z.string(),
    name: z.string(),
    members: z.int(),
    createdAt: Instant,
    session: orNull(z.object({ idleSeconds: z.int(), absoluteSeconds: z.int() })),
  })
  .openapi("Workspace");

function shown({ id, name, members, createdAt, session }: WorkspaceListing) {
  return { id, name, members, createdAt: instant(createdAt), session };
}

export const postWorkspace = endpoint({
  access: "member",
  summary: "Make a workspace.",
  params: OrganizationParam,
  body: z.strictObject({ name: GroupName }),
  answers: { 201: Workspace },
  refusals: ["conflict"],
  async run({ services, caller, input: { name } }) {
    const made = await createWorkspace(services, caller, name);
    return isRefusal(made) ? made : { status: 201, body: shown({ ...made, members: 0, session: null }) };
  },
});

export const getWorkspaces = endpoint({
  access: "member",
  summary: "The organization's workspaces, newest first; for a member those they are in.",
  params: OrganizationParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Workspace) },
  async run({ services, caller, input: { limit, cursor } }) {
    const rows = await listWorkspacesFor(services, caller, { limit: limit + 1, before: cursor });
    return { status: 200, body: toPage(rows, limit, shown) };
  },
});

export const patchWorkspace = endpoint({
  access: "member",
  summary: "Rename a workspace.",
  params: WorkspaceParam,
  body: z.strictObject({ name: GroupName }),
  answers: { 200: Workspace },
  refusals: ["not-found", "conflict"],
  async run({ services, caller, input: { ws: id, name } }) {
    const refused = await nameWorkspace(services, caller, { id, name });
    const named = refused ?? (await findWorkspaceListing(services, caller, id));
    return isRefusal(named) ? named : { status: 200, body: shown(named) };
  },
});

export const deleteWorkspace = endpoint({
  access: "member",
  summary: "Delete a workspace with its policies. Its members stay in the organization.",
  params: WorkspaceParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async ({ services, caller, input: { ws } }) => (await remove(services, caller, ws)) ?? { status: 204 },
});

export const getWorkspaceMembers = endpoint({
  access: "member",
  summary: "Who is in a workspace.",
  params: WorkspaceParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Person.extend({ addedAt: Instant }).openapi("WorkspaceMember")) },
  refusals: ["not-found"],
  async run({ services, caller, input: { ws: workspaceId, limit, cursor } }) {
    const rows = await listPeopleIn(services, caller, { workspaceId, limit: limit + 1, before: cursor });
    if (isRefusal(rows)) return rows;
    const body = toPage(rows, limit, ({ addedAt, ...person }) => ({ ...person, addedAt: instant(addedAt) }));
    return { status: 200, body };
  },
});

export const putWorkspaceMember = endpoint({
  access: "member",
  summary: "Put a member into a workspace. Nothing happens when they are there already.",
  params: WorkspaceMemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found"],
  run: async ({ services, caller, input: { ws: id, account: accountId } }) =>
    (await putIntoWorkspace(services, caller, { id, accountId })) ?? { status: 204 },
});

export const deleteWorkspaceMember = endpoint({
  access: "member",
  summary: "Take a member out of a workspace.",
  params: WorkspaceMemberParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async ({ services, caller, input: { ws: id, account: accountId } }) =>
    (await takeOutOfWorkspace(services, caller, { id, accountId })) ?? { status: 204 },
});
