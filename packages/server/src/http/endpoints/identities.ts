import { z } from "@hono/zod-openapi";
import { isRefusal } from "../../problems.ts";
import { type IdentityListing, listOfMember, listOwn, unlinkMember } from "../../sso/identities.ts";
import { stewardOf } from "../../sso/steward.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, orNull } from "../schemas.ts";
import { MemberParam, Named } from "./organization-schemas.ts";

const Identity = z
  .object({
    id: z.string(),
    connection: Named,
    organization: Named,
    subject: z.string(),
    address: orNull(z.string()),
    linkedAt: Instant,
    lastUsedAt: orNull(Instant),
  })
  .openapi("Identity");
const Identities = z.object({ items: z.array(Identity), nextCursor: z.null() });

function shown({ identity, connection, organization }: IdentityListing): object {
  const { id, subject, address, linkedAt, lastUsedAt } = identity;
  return {
    ...{ id, connection, organization, subject, address },
    linkedAt: instant(linkedAt),
    lastUsedAt: instantOrNull(lastUsedAt),
  };
}

export const getIdentities = endpoint({
  access: "person",
  summary: "What the account is known by at organizations' identity providers.",
  answers: { 200: Identities },
  async run({ services, caller }) {
    const items = await listOwn(services.read, caller.account.id);
    return { status: 200, body: { items: items.map(shown), nextCursor: null } };
  },
});

export const getMemberIdentities = endpoint({
  access: "member",
  summary: "What a member is known by at this organization's identity providers.",
  params: MemberParam,
  answers: { 200: Identities },
  refusals: ["not-found"],
  async run({ services, caller, input: { account } }) {
    const items = await listOfMember(services.read, caller.place.id, account);
    return isRefusal(items) ? items : { status: 200, body: { items: items.map(shown), nextCursor: null } };
  },
});

export const deleteIdentity = endpoint({
  access: "member",
  summary: "Unlink a member from an identity provider. Sessions that came from there end.",
  params: MemberParam.extend({ id: z.string().min(1).max(64) }),
  answers: {
    200: z.object({ otherWayIn: z.boolean() }).openapi({
      description: "Whether the person has another way in: a password, a passkey, or another identity.",
    }),
  },
  refusals: ["not-found"],
  async run({ services, caller, input: { account: accountId, id } }) {
    const unlinked = await unlinkMember(services, stewardOf(caller, { isTakingAway: true }), { accountId, id });
    return isRefusal(unlinked) ? unlinked : { status: 200, body: unlinked };
  },
});
