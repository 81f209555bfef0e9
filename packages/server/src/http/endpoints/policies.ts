import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
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

export const getPolicies = endpoint({
  access: "see-policies",
  summary: "The organization's policies: value, since when, by whom. Null: not set here.",
  params: OrganizationParam,
  answers: { 200: Policies },
  run: async () => refuse("not-found"),
});

export const putPolicies = endpoint({
  access: "change-policies",
  summary:
    "Change policies. What is absent stays as it is, null takes it off. Refused when it would lock its maker or all owners out.",
  params: OrganizationParam,
  body: PolicyChange,
  answers: { 200: Policies },
  refusals: ["not-allowed"],
  run: async () => refuse("not-found"),
});

export const postPoliciesPreview = endpoint({
  access: "change-policies",
  summary: "What a change of policies would do, and to whom. Changes nothing.",
  params: OrganizationParam,
  body: PolicyChange,
  answers: { 200: PolicyPreview },
  run: async () => refuse("not-found"),
});

export const getWorkspacePolicies = endpoint({
  access: "see-policies",
  summary: "A workspace's own policies.",
  params: WorkspaceParam,
  answers: { 200: Policies },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const putWorkspacePolicies = endpoint({
  access: "change-policies",
  summary: "Change a workspace's own policies.",
  params: WorkspaceParam,
  body: PolicyChange,
  answers: { 200: Policies },
  refusals: ["not-found", "not-allowed", "invalid-request"],
  run: async () => refuse("not-found"),
});

export const postWorkspacePoliciesPreview = endpoint({
  access: "change-policies",
  summary: "What a change of a workspace's policies would do, and to whom. Changes nothing.",
  params: WorkspaceParam,
  body: PolicyChange,
  answers: { 200: PolicyPreview },
  refusals: ["not-found", "invalid-request"],
  run: async () => refuse("not-found"),
});

export const getBreakGlass = endpoint({
  access: "see-policies",
  summary: "The owners who may pass the IP allowlist in an emergency.",
  params: OrganizationParam,
  answers: { 200: BreakGlass },
  run: async () => refuse("not-found"),
});

export const putBreakGlass = endpoint({
  access: "name-break-glass",
  summary: "Name two owners with a passkey for break-glass, or none.",
  params: OrganizationParam,
  body: z.strictObject({ owners: z.array(z.string().min(1).max(64)).max(2) }),
  answers: { 200: BreakGlass },
  refusals: ["not-found", "not-allowed", "invalid-request"],
  run: async () => refuse("not-found"),
});
