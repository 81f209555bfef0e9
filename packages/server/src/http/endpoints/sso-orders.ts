import { z } from "@hono/zod-openapi";
import { isRefusal } from "../../problems.ts";
import { orderLogout, orderRevocation } from "../../sso/ending/oidc-orders.ts";
import { endpoint } from "../call.ts";
import { SsoParam } from "./sso-schemas.ts";

export const postBackchannelLogout = endpoint({
  access: "anyone",
  summary: "An OpenID Provider says that somebody has signed out there (Back-Channel Logout 1.0).",
  params: SsoParam,
  body: z.object({
    logout_token: z
      .string()
      .min(1)
      .max(64 * 1024),
  }),
  takes: { kind: "form", mostBytes: 128 * 1024 },
  answers: { 200: z.object({}) },
  refusals: ["logout-rejected"],
  async run({ services, input: { conn, logout_token: token } }) {
    const ordered = await orderLogout(services, { connectionId: conn, token });
    return isRefusal(ordered) ? ordered : { status: 200, body: {} };
  },
});

const Word = z.string().min(1).max(1000);

export const postGlobalTokenRevocation = endpoint({
  access: "anyone",
  summary: "An OpenID Provider orders that everything of somebody by this connection ends (Okta's Universal Logout).",
  params: SsoParam,
  body: z.object({
    sub_id: z.discriminatedUnion("format", [
      z.object({ format: z.literal("iss_sub"), iss: Word, sub: Word }),
      z.object({ format: z.literal("email"), email: Word }),
    ]),
  }),
  answers: { 204: null },
  refusals: ["revocation-rejected", "not-found"],
  run: async ({ services, bearer, input: { conn, sub_id: subject } }) =>
    (await orderRevocation(services, { connectionId: conn, token: bearer, subject })) ?? { status: 204 },
});
