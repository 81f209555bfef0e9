import { z } from "@hono/zod-openapi";
import { isRefusal } from "../../problems.ts";
import { listKeys, type OwnKeyListing, replaceKey } from "../../sso/connections/replace-key.ts";
import { stewardOf } from "../../sso/steward.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, instantOrNull, orNull } from "../schemas.ts";
import { findShown } from "./connections.ts";
import { ConnectionParam } from "./sso-schemas.ts";

const Key = z
  .object({
    id: z.string(),
    createdAt: Instant,
    retiresAt: orNull(Instant).openapi({ description: "From then on it counts no more; null for the one in use." }),
    fingerprint: z.string().openapi({ description: "SHA-256 of its certificate, which our metadata has." }),
    notAfter: Instant,
  })
  .openapi("ConnectionKey");

const shown = ({ createdAt, retiresAt, notAfter, ...key }: OwnKeyListing): object => ({
  ...key,
  ...{ createdAt: instant(createdAt), retiresAt: instantOrNull(retiresAt), notAfter: instant(notAfter) },
});

export const postKey = endpoint({
  access: "member",
  summary:
    "Make a new key of our own for a SAML connection: requests are signed with it from now on. What was encrypted for the one before opens for 30 days more.",
  params: ConnectionParam,
  answers: { 201: Key },
  refusals: ["not-found", "conflict"],
  async run({ services, caller, input: { conn } }) {
    const made = await replaceKey(services, stewardOf(caller), conn);
    return isRefusal(made) ? made : { status: 201, body: shown(made) };
  },
});

export const getKeys = endpoint({
  access: "member",
  summary: "Our own keys of a SAML connection that count, the one in use first.",
  params: ConnectionParam,
  answers: { 200: z.object({ items: z.array(Key), nextCursor: z.null() }) },
  refusals: ["not-found"],
  async run({ services, caller, input: { conn } }) {
    const found = await findShown(services, caller.place.id, conn);
    if (isRefusal(found)) return found;
    const keys = await listKeys(services, services.read, conn);
    return { status: 200, body: { items: keys.map(shown), nextCursor: null } };
  },
});
