import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Instant, pageOf, PageQuery } from "../schemas.ts";
import { GroupName, OrganizationParam, Person, WorkspaceMemberParam, WorkspaceParam } from "./organization-schemas.ts";

const Workspace = z
  .object({ id: z.string(), name: z.string(), members: z.int(), createdAt: Instant })
  .openapi("Workspace");

export const postWorkspace = endpoint({
  access: "manage-workspaces",
  summary: "Make a workspace.",
  params: OrganizationParam,
  body: z.strictObject({ name: GroupName }),
  answers: { 201: Workspace },
  refusals: ["conflict"],
  run: async () => refuse("conflict"),
});

export const getWorkspaces = endpoint({
  access: "see-organization",
  summary: "The organization's workspaces, newest first; for a member those they are in.",
  params: OrganizationParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Workspace) },
  run: async () => ({ status: 200, body: { items: [], nextCursor: null } }),
});

export const patchWorkspace = endpoint({
  access: "manage-workspaces",
  summary: "Rename a workspace.",
  params: WorkspaceParam,
  body: z.strictObject({ name: GroupName }),
  answers: { 200: Workspace },
  refusals: ["not-found", "conflict"],
  run: async () => refuse("not-found"),
});

export const deleteWorkspace = endpoint({
  access: "manage-workspaces",
  summary: "Delete a workspace with its policies. Its members stay in the organization.",
  params: WorkspaceParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const getWorkspaceMembers = endpoint({
  access: "list-members",
  summary: "Who is in a workspace.",
  params: WorkspaceParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Person.extend({ addedAt: Instant }).openapi("WorkspaceMember")) },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const putWorkspaceMember = endpoint({
  access: "manage-workspaces",
  summary: "Put a member into a workspace. Nothing happens when they are there already.",
  params: WorkspaceMemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const deleteWorkspaceMember = endpoint({
  access: "manage-workspaces",
  summary: "Take a member out of a workspace.",
  params: WorkspaceMemberParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});
