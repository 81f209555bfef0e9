import { z } from "@hono/zod-openapi";
import { type LoggedOut, takeLogout } from "../../sso/ending/saml-logout.ts";
import { signOutAtProvider } from "../../sso/ending/sign-out-at-provider.ts";
import { readLogoutPost, readLogoutRedirect } from "../../sso/saml/read-logout.ts";
import type { World } from "../../services.ts";
import { type Answer, endpoint } from "../call.ts";
import { orNull } from "../schemas.ts";
import { SsoParam } from "./sso-schemas.ts";
import { toSignIn } from "./sso-flow.ts";

const Message = z.string().max(400_000).optional();
const State = z.string().max(2000).optional();
const Word = z.string().max(4096).optional();

function afterLogout(services: World, outcome: LoggedOut): Answer {
  if (outcome.to === "provider") return { status: 303, location: outcome.url };
  return toSignIn(services, outcome.to, "traceId" in outcome ? { reference: outcome.traceId } : {});
}

export const getLogout = endpoint({
  access: "anyone",
  summary: "Where a SAML identity provider sends its sign-outs, and its answers to ours, by the browser's address; an OpenID Provider the browser, once it is signed out there.",
  params: SsoParam,
  query: z.object({ SAMLRequest: Message, SAMLResponse: Message, RelayState: State, SigAlg: Word, Signature: Word }),
  answers: { 303: null },
  async run({ services, search, input: { conn } }) {
    // Signed are its very characters, which the fields are not any more.
    return afterLogout(services, await takeLogout(services, conn, (certificates) => readLogoutRedirect(search, certificates)));
  },
});

export const postLogout = endpoint({
  access: "anyone",
  summary: "The same, for a SAML identity provider that sends a form.",
  params: SsoParam,
  body: z.object({ SAMLRequest: Message, SAMLResponse: Message, RelayState: State }),
  takes: { kind: "form", mostBytes: 512 * 1024 },
  answers: { 303: null },
  async run({ services, input: { conn, SAMLRequest, SAMLResponse, RelayState } }) {
    const form = {
      ...(SAMLRequest !== undefined && { SAMLRequest }),
      ...(SAMLResponse !== undefined && { SAMLResponse }),
      ...(RelayState !== undefined && { RelayState }),
    };
    return afterLogout(services, await takeLogout(services, conn, (certificates) => readLogoutPost(form, certificates)));
  },
});

export const postProviderSignOut = endpoint({
  access: "person",
  summary: "Sign out, here and at the identity provider this session came by: `url` is where the browser goes for that, null where there is nowhere to go.",
  answers: { 200: z.object({ url: orNull(z.string()) }) },
  async run({ services, caller }) {
    return { status: 200, body: { url: await signOutAtProvider(services, caller) }, endsSession: true };
  },
});
