import { z } from "@hono/zod-openapi";
import { isRefusal } from "../../problems.ts";
import {
  createSetupLink,
  endSetupLinks,
  findStandingLink,
  mostHours,
  type NamedLink,
  nameLink,
} from "../../sso/set-up/setup-links.ts";
import { stewardOf } from "../../sso/steward.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Email, Instant, instantOrNull, orNull } from "../schemas.ts";
import { OrganizationParam } from "./organization-schemas.ts";
import { SetupIntentName } from "./sso-schemas.ts";

export const SetupLink = z
  .object({
    id: z.string(),
    intents: z.array(SetupIntentName),
    email: orNull(z.string()),
    by: orNull(z.string()).openapi({ description: "The name of who made it." }),
    createdAt: Instant,
    expiresAt: Instant,
    openedAt: orNull(Instant),
  })
  .openapi("SetupLink");

export function shownLink({ id, intents, email, by, createdAt, expiresAt, openedAt }: NamedLink) {
  return {
    ...{ id, intents, email, by },
    ...{ createdAt: instant(createdAt), expiresAt: instant(expiresAt), openedAt: instantOrNull(openedAt) },
  };
}

export const postSetupLink = endpoint({
  access: "member",
  summary:
    "Make a link with which somebody without an account sets single sign-on up. It is told once, and ends the one before.",
  params: OrganizationParam,
  body: z.strictObject({
    intents: z.array(SetupIntentName).min(1).max(4),
    expiresInHours: z.int().min(1).max(mostHours),
    email: Email.optional(),
  }),
  answers: { 201: z.object({ id: z.string(), url: z.string() }) },
  refusals: ["rate-limited", "not-found"],
  async run({ services, caller, input: { intents, expiresInHours, email } }) {
    const by = { name: caller.account.name, email: caller.account.email };
    const made = await createSetupLink(services, stewardOf(caller), { intents, expiresInHours, address: email, by });
    return isRefusal(made) ? made : { status: 201, body: made };
  },
});

export const getSetupLinks = endpoint({
  access: "member",
  summary: "The set-up link that stands, if one does; never its address.",
  params: OrganizationParam,
  answers: { 200: z.object({ items: z.array(SetupLink), nextCursor: z.null() }) },
  async run({ services, caller }) {
    const link = await findStandingLink(services.read, caller.place.id, services.now());
    const items = link ? [shownLink(await nameLink(services.read, link))] : [];
    return { status: 200, body: { items, nextCursor: null } };
  },
});

export const deleteSetupLinks = endpoint({
  access: "member",
  summary: "Take the set-up link back. Whoever has opened it is out.",
  params: OrganizationParam,
  answers: { 204: null },
  refusals: ["not-found"],
  run: async ({ services, caller }) =>
    (await endSetupLinks(services, stewardOf(caller, { isTakingAway: true }), "revoked")) ?? { status: 204 },
});
