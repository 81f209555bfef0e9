import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Instant, orNull, pageOf, PageQuery } from "../schemas.ts";
import { MemberParam, Named, OrganizationParam, Person, RoleName } from "./organization-schemas.ts";

const Member = z
  .object({
    account: Person,
    role: RoleName,
    protection: z.enum(["password-only", "two-factor", "phishing-resistant"]),
    lastSignInAt: orNull(Instant),
    /** How many are live. */
    sessions: z.int(),
    status: z.enum(["active", "suspended"]),
    joinedAt: Instant,
    /** By when a second factor must be bound, for whoever has none that is asked for. */
    bindBy: orNull(Instant),
    workspaces: z.array(Named),
    breakGlass: z.boolean(),
    you: z.boolean(),
  })
  .openapi("Member");

export const getMembers = endpoint({
  access: "list-members",
  summary: "The organization's members, newest first.",
  params: OrganizationParam,
  query: z.strictObject({
    ...PageQuery,
    role: RoleName.optional(),
    status: z.enum(["active", "suspended"]).optional(),
    protection: z.enum(["password-only", "two-factor", "phishing-resistant"]).optional(),
    workspace: z.string().max(64).optional(),
    search: z.string().max(100).optional(),
  }),
  answers: { 200: pageOf(Member) },
  run: async () => ({ status: 200, body: { items: [], nextCursor: null } }),
});

export const getMember = endpoint({
  access: "list-members",
  summary: "One member.",
  params: MemberParam,
  answers: { 200: Member },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const patchMember = endpoint({
  access: "manage-members",
  summary: "Change a member's role.",
  params: MemberParam,
  body: z.strictObject({ role: RoleName }),
  answers: { 200: Member },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});

export const deleteMember = endpoint({
  access: "leave",
  summary: "Remove a member; with one's own account, leave the organization.",
  params: MemberParam,
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});

export const postMemberEndSessions = endpoint({
  access: "manage-members",
  summary: "Sign a member out everywhere.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed"],
  run: async () => refuse("not-found"),
});

export const postMemberRequirePasswordReset = endpoint({
  access: "manage-members",
  summary: "Ask a member to choose a new password: the old one opens nothing any more, and a link is mailed.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});

export const postMemberSuspend = endpoint({
  access: "manage-members",
  summary: "Keep a member out of the organization until restored. The account itself goes on.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});

export const postMemberRestore = endpoint({
  access: "manage-members",
  summary: "Let a suspended member in again.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async () => refuse("not-found"),
});
