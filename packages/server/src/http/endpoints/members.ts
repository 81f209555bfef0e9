import { protectionLevels } from "../../rules/authenticators/protection.ts";
import { membershipStatuses } from "../../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { changeRole } from "../../organizations/change-role.ts";
import { findMember, listMembers, type MemberListing } from "../../organizations/list-members.ts";
import { removeMember } from "../../organizations/remove-member.ts";
import { endMemberSessions, requireMemberPasswordReset } from "../../organizations/sign-member-out.ts";
import { restoreMember, suspendMember } from "../../organizations/suspend-member.ts";
import { isRefusal } from "../../problems.ts";
import type { Member as Caller } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, orNull, PageBody, pageOf, PageQuery, toPage } from "../schemas.ts";
import { MemberParam, Named, OrganizationParam, Person, RoleName } from "./organization-schemas.ts";

const Member = z
  .object({
    account: Person,
    role: RoleName,
    protection: z.enum(protectionLevels),
    lastSignInAt: orNull(Instant),
    /** How many are live. */
    sessions: z.int(),
    status: z.enum(membershipStatuses),
    joinedAt: Instant,
    /** By when a second factor must be bound, for whoever has none that is asked for. */
    bindBy: orNull(Instant),
    workspaces: z.array(Named),
    breakGlass: z.boolean(),
    you: z.boolean(),
  })
  .openapi("Member");

function shown(member: MemberListing) {
  const { account, role, protection, sessions, status, workspaces, breakGlass, you } = member;
  const { joinedAt, lastSignInAt, bindBy } = member;
  return {
    ...{ account, role, protection, sessions, status, workspaces, breakGlass, you },
    lastSignInAt: instantOrNull(lastSignInAt),
    joinedAt: instant(joinedAt),
    bindBy: instantOrNull(bindBy),
  };
}

const filters = {
  role: RoleName.optional(),
  status: z.enum(membershipStatuses).optional(),
  protection: z.enum(protectionLevels).optional(),
  workspace: z.string().max(64).optional(),
  search: z.string().max(100).optional(),
};
const filter = z.object({ ...PageBody, ...filters });

async function answerMembers(services: Services, caller: Caller, { limit, cursor, ...asked }: z.infer<typeof filter>) {
  const { role, status, protection, workspace, search } = asked;
  const looked = { role, status, protection, workspace, search };
  const rows = await listMembers(services, caller, { ...looked, limit: limit + 1, before: cursor });
  return { status: 200 as const, body: toPage(rows, limit, shown) };
}

async function answerMember(services: Services, caller: Caller, accountId: string) {
  const found = await findMember(services, caller, accountId);
  return isRefusal(found) ? found : { status: 200, body: shown(found) };
}

export const getMembers = endpoint({
  access: "member",
  summary: "The organization's members, newest first.",
  params: OrganizationParam,
  query: z.strictObject({ ...PageQuery, ...filters }),
  answers: { 200: pageOf(Member) },
  run: ({ services, caller, input }) => answerMembers(services, caller, input),
});

// A name or an address in a query stands in the logs of whatever passes it on.
export const postMemberSearch = endpoint({
  access: "member",
  summary: "The same, with what is looked for in the body, where no log of addresses keeps it.",
  params: OrganizationParam,
  body: z.strictObject({ ...PageBody, ...filters }),
  answers: { 200: pageOf(Member) },
  run: ({ services, caller, input }) => answerMembers(services, caller, input),
});

export const getMember = endpoint({
  access: "member",
  summary: "One member.",
  params: MemberParam,
  answers: { 200: Member },
  refusals: ["not-found"],
  run: ({ services, caller, input: { account } }) => answerMember(services, caller, account),
});

export const patchMember = endpoint({
  access: "member",
  summary: "Change a member's role.",
  params: MemberParam,
  body: z.strictObject({ role: RoleName }),
  answers: { 200: Member },
  refusals: ["not-found", "not-allowed", "conflict"],
  async run({ services, caller, input: { account, role } }) {
    return (
      (await changeRole(services, caller, { accountId: account, to: role })) ?? answerMember(services, caller, account)
    );
  },
});

export const deleteMember = endpoint({
  access: "member",
  summary: "Remove a member; with one's own account, leave the organization.",
  params: MemberParam,
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async ({ services, caller, input: { account } }) =>
    (await removeMember(services, caller, account)) ?? { status: 204 },
});

export const postMemberEndSessions = endpoint({
  access: "member",
  summary: "Sign a member out everywhere.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async ({ services, caller, input: { account } }) =>
    (await endMemberSessions(services, caller, account)) ?? { status: 204 },
});

export const postMemberRequirePasswordReset = endpoint({
  access: "member",
  summary: "Ask a member to choose a new password: the old one opens nothing any more, and a link is mailed.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict", "rate-limited"],
  run: async ({ services, caller, input: { account } }) =>
    (await requireMemberPasswordReset(services, caller, account)) ?? { status: 204 },
});

export const postMemberSuspend = endpoint({
  access: "member",
  summary: "Keep a member out of the organization until restored. The account itself goes on.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async ({ services, caller, input: { account } }) =>
    (await suspendMember(services, caller, account)) ?? { status: 204 },
});

export const postMemberRestore = endpoint({
  access: "member",
  summary: "Let a suspended member in again.",
  params: MemberParam,
  body: z.strictObject({}),
  answers: { 204: null },
  refusals: ["not-found", "not-allowed", "conflict"],
  run: async ({ services, caller, input: { account } }) =>
    (await restoreMember(services, caller, account)) ?? { status: 204 },
});
