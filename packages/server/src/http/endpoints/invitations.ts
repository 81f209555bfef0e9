import { invitationStatuses } from "../../rules/organizations/invitations.ts";
import { z } from "@hono/zod-openapi";
import { acceptInvitation, lookAtInvitation } from "../../organizations/answer-invitation.ts";
import { invite } from "../../organizations/invite.ts";
import {
  describeInvitations,
  type InvitationListing,
  listInvitations,
  revokeInvitation,
} from "../../organizations/list-invitations.ts";
import { isRefusal } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Email, Instant, orNull, pageOf, PageQuery, ReturnTo, Token, toPage } from "../schemas.ts";
import { InvitationParam, OrganizationParam, Person, RoleName } from "./organization-schemas.ts";

const Invitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: RoleName,
    invitedBy: orNull(Person),
    createdAt: Instant,
    expiresAt: Instant,
    /** `voided`: whoever sent it could not send it any more, so its link opens nothing. Inviting again replaces it. */
    status: z.enum(invitationStatuses),
  })
  .openapi("Invitation");

function shown({ createdAt, expiresAt, invitedBy, ...invitation }: InvitationListing) {
  const by = invitedBy && { id: invitedBy.id, name: invitedBy.name, email: invitedBy.email };
  return { ...invitation, invitedBy: by, createdAt: instant(createdAt), expiresAt: instant(expiresAt) };
}

export const postInvitation = endpoint({
  access: "member",
  summary: "Invite an address by mail. An earlier invitation of the address stops working.",
  params: OrganizationParam,
  body: z.strictObject({ email: Email, role: RoleName, returnTo: ReturnTo.optional() }),
  answers: { 201: Invitation },
  refusals: ["not-allowed", "conflict", "rate-limited"],
  async run({ services, caller, input: { email, role, returnTo } }) {
    const invited = await invite(services, caller, { address: email, role, returnTo });
    if (isRefusal(invited)) return invited;
    const [listing] = await describeInvitations(services, [invited]);
    return { status: 201, body: shown(listing!) };
  },
});

export const getInvitations = endpoint({
  access: "member",
  summary: "Invitations that were neither accepted nor taken back, newest first.",
  params: OrganizationParam,
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(Invitation) },
  async run({ services, caller, input: { limit, cursor } }) {
    const rows = await listInvitations(services, caller, { limit: limit + 1, before: cursor });
    return { status: 200, body: toPage(rows, limit, shown) };
  },
});

export const deleteInvitation = endpoint({
  access: "member",
  summary: "Take an invitation back.",
  params: InvitationParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async ({ services, caller, input: { id } }) => (await revokeInvitation(services, caller, id)) ?? { status: 204 },
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
  async run({ services, input: { token } }) {
    const look = await lookAtInvitation(services, token);
    return isRefusal(look) ? look : { status: 200, body: { ...look, expiresAt: instant(look.expiresAt) } };
  },
});

export const postInvitationAccept = endpoint({
  access: "person",
  summary: "Join the organization. The account must have the invited address.",
  body: z.strictObject({ token: Token }),
  answers: {
    200: z
      .object({ organization: z.object({ id: z.string(), name: z.string() }), role: RoleName })
      .openapi("InvitationAccepted"),
  },
  refusals: ["link-invalid", "not-allowed", "conflict"],
  async run({ services, caller, input: { token } }) {
    const joined = await acceptInvitation(services, caller, token);
    if (isRefusal(joined)) return joined;
    const { id, name } = joined.organization;
    return { status: 200, body: { organization: { id, name }, role: joined.role } };
  },
});
