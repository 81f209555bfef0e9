import { z } from "@hono/zod-openapi";
import { listBreakGlass, nameBreakGlass } from "../../organizations/policies/break-glass.ts";
import { changePolicies, previewPolicies, type Scope } from "../../organizations/policies/change-policies.ts";
import { describePolicies } from "../../organizations/policies/find-policies.ts";
import { isRefusal, type Refusal } from "../../problems.ts";
import type { PolicyDraft } from "../../rules/policies/changing/draft.ts";
import type { Member } from "../../sessions/caller.ts";
import { findPassedTest } from "../../sso/connection-tests/connection-tests.ts";
import { endCaptured } from "../../sso/end-captured.ts";
import type { Services, View } from "../../services.ts";
import { type Answer, endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant } from "../schemas.ts";
import {
  OrganizationParam,
  Person,
  Policies,
  PolicyChange,
  PolicyPreview,
  WorkspaceParam,
} from "./organization-schemas.ts";

const BreakGlass = z
  .object({ owners: z.array(Person.extend({ namedAt: Instant, hasPasskey: z.boolean() })) })
  .openapi("BreakGlass");

type Change = z.output<typeof PolicyChange>;

const whole = (org: string): Scope => ({ organizationId: org, workspaceId: null });
const within = (org: string, ws: string): Scope => ({ organizationId: org, workspaceId: ws });

function draftOf({ alertCopiesTo, ...rest }: Change): PolicyDraft {
  const copies = alertCopiesTo === undefined ? {} : { alertCopiesTo: alertCopiesTo?.email ?? null };
  // The schemas of the rest are those of the policies themselves.
  return { ...(rest as PolicyDraft), ...copies };
}

async function answerPolicies(services: Services, scope: Scope): Promise<Answer | Refusal<"not-found">> {
  const found = await describePolicies(services, scope);
  if (isRefusal(found)) return found;
  const { values, set, members, alertCopiesConfirmed } = found;
  const dated = [...set].map(([name, { at, by }]) => [name, { at: instant(at), by }]);
  return { status: 200, body: { ...values, set: Object.fromEntries(dated) as object, members, alertCopiesConfirmed } };
}

async function answerChange(services: Services, caller: Member, scope: Scope, change: Change) {
  const refusal = await changePolicies(services, caller, scope, { draft: draftOf(change), findPassedTest });
  if (refusal) return refusal;
  if (change.singleSignOn !== undefined) await endCaptured(services, scope.organizationId);
  return answerPolicies(services, scope);
}

async function answerPreview(services: Services, caller: Member, scope: Scope, change: Change) {
  const preview = await previewPolicies(services, caller, scope, { draft: draftOf(change), findPassedTest });
  if (isRefusal(preview)) return preview;
  const { mustBind, signedOut, addresses, refusal, ...rest } = preview;
  const body = {
    ...rest,
    mustBind: mustBind.map(({ dueAt, ...person }) => ({ ...person, dueAt: instant(dueAt) })),
    signedOut: signedOut.map(({ id, name, email, role, sessions }) => ({ id, name, email, role, sessions })),
    addresses: addresses.map(({ lastSeenAt, ...seen }) => ({ ...seen, lastSeenAt: instant(lastSeenAt) })),
    ...(refusal && { refused: refusal }),
  };
  return { status: 200, body };
}

async function answerBreakGlass({ read }: View, org: string): Promise<Answer> {
  const owners = await listBreakGlass(read, org);
  return { status: 200, body: { owners: owners.map((each) => ({ ...each, namedAt: instant(each.namedAt) })) } };
}

export const getPolicies = endpoint({
  access: "member",
  summary: "The organization's policies: value, since when, by whom. Null: not set here.",
  params: OrganizationParam,
  answers: { 200: Policies },
  run: ({ services, input: { org } }) => answerPolicies(services, whole(org)),
});

export const putPolicies = endpoint({
  access: "member",
  summary:
    "Change policies. What is absent stays as it is, null takes it off. Refused when it would lock its maker or all owners out.",
  params: OrganizationParam,
  body: PolicyChange,
  answers: { 200: Policies },
  refusals: ["not-allowed"],
  run: ({ services, caller, input: { org, ...change } }) => answerChange(services, caller, whole(org), change),
});

export const postPoliciesPreview = endpoint({
  access: "member",
  summary: "What a change of policies would do, and to whom. Changes nothing.",
  params: OrganizationParam,
  body: PolicyChange,
  answers: { 200: PolicyPreview },
  run: ({ services, caller, input: { org, ...change } }) => answerPreview(services, caller, whole(org), change),
});

export const getWorkspacePolicies = endpoint({
  access: "member",
  summary: "A workspace's own policies.",
  params: WorkspaceParam,
  answers: { 200: Policies },
  refusals: ["not-found"],
  run: ({ services, input: { org, ws } }) => answerPolicies(services, within(org, ws)),
});

export const putWorkspacePolicies = endpoint({
  access: "member",
  summary: "Change a workspace's own policies.",
  params: WorkspaceParam,
  body: PolicyChange,
  answers: { 200: Policies },
  refusals: ["not-found", "not-allowed", "invalid-request"],
  run: ({ services, caller, input: { org, ws, ...change } }) => answerChange(services, caller, within(org, ws), change),
});

export const postWorkspacePoliciesPreview = endpoint({
  access: "member",
  summary: "What a change of a workspace's policies would do, and to whom. Changes nothing.",
  params: WorkspaceParam,
  body: PolicyChange,
  answers: { 200: PolicyPreview },
  refusals: ["not-found", "invalid-request"],
  run: ({ services, caller, input: { org, ws, ...change } }) =>
    answerPreview(services, caller, within(org, ws), change),
});

export const getBreakGlass = endpoint({
  access: "member",
  summary: "The owners who may pass the IP allowlist in an emergency.",
  params: OrganizationParam,
  answers: { 200: BreakGlass },
  run: ({ services, input: { org } }) => answerBreakGlass(services, org),
});

export const putBreakGlass = endpoint({
  access: "member",
  summary: "Name two owners with a passkey for break-glass, or none.",
  params: OrganizationParam,
  body: z.strictObject({ owners: z.array(z.string().min(1).max(64)).max(2) }),
  answers: { 200: BreakGlass },
  refusals: ["not-found", "not-allowed", "invalid-request"],
  async run({ services, caller, input: { org, owners } }) {
    return (await nameBreakGlass(services, caller, owners)) ?? answerBreakGlass(services, org);
  },
});
