import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { Email, Instant, orNull, pageOf, PageQuery, Token } from "../schemas.ts";
import { InvitationParam, OrganizationParam, Person, RoleName } from "./organization-schemas.ts";

const Invitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: RoleName,
    invitedBy: orNull(Person),
    createdAt: Instant,
    expiresAt: Instant,
    status: z.enum(["waiting", "expired"]),
  })
  .openapi("Invitation");

export const postInvitation = endpoint({
  access: "manage-members",
  summary: "Invite an address by mail. An earlier invitation of the address stops working.",
  params: OrganizationParam,
  body: z.strictObject({ email: Email, role: RoleName }),
  answers: { 201: Invitation },
  refusals: ["not-allowed", "conflict", "rate-limited"],
  run: async () => refuse("not-allowed"),
});

export const getInvitations = endpoint({
  access: "list-members",
  summary: "Invitations that were neither accepted nor taken back, newest first.",
  params: OrganizationParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Invitation) },
  run: async () => ({ status: 200, body: { items: [], nextCursor: null } }),
});

export const deleteInvitation = endpoint({
  access: "manage-members",
  summary: "Take an invitation back.",
  params: InvitationParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async () => refuse("not-found"),
});

export const postInvitationLook = endpoint({
  access: "anyone",
  summary: "What an invitation's link is for. Uses nothing up.",
  body: z.strictObject({ token: Token }),
  answers: {
    200: z
      .object({
        organization: z.object({ name: z.string() }),
        email: z.string(),
        role: RoleName,
        invitedBy: z.string().nullable(),
        expiresAt: Instant,
      })
      .openapi("InvitationLook"),
  },
  refusals: ["link-invalid"],
  run: async () => refuse("link-invalid"),
});

export const postInvitationAccept = endpoint({
  access: "subscriber",
  summary: "Join the organization. The account must have the invited address.",
  body: z.strictObject({ token: Token }),
  answers: {
    200: z
      .object({ organization: z.object({ id: z.string(), name: z.string() }), role: RoleName })
      .openapi("InvitationAccepted"),
  },
  refusals: ["link-invalid", "not-allowed", "conflict"],
  run: async () => refuse("link-invalid"),
});
