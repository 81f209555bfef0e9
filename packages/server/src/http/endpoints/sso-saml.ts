import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { answerUnasked } from "../../sso/saml-sign-in/answer-unasked.ts";
import { answerRequest } from "../../sso/flow/answer-request.ts";
import { judgeSaml } from "../../sso/saml-sign-in/judge-saml.ts";
import { writeServiceProvider } from "../../sso/saml-sign-in/service-provider.ts";
import { endpoint } from "../call.ts";
import { SsoParam } from "./sso-schemas.ts";
import { afterAnswer } from "./sso-flow.ts";

export const postAcs = endpoint({
  access: "anyone",
  summary: "Where a SAML identity provider sends its response to.",
  params: SsoParam,
  body: z.object({ SAMLResponse: z.string().max(400_000), RelayState: z.string().max(2000).optional() }),
  takes: { kind: "form", mostBytes: 512 * 1024 },
  answers: { 303: null },
  async run({ services, client, input: { conn, SAMLResponse: field, RelayState: state = "" } }) {
    const given = { connectionId: conn, state, kind: "saml" } as const;
    const answered = await answerRequest(services, given, ({ request, asked, values }) =>
      judgeSaml(services, asked, {
        field,
        request: { id: values.requestId, at: request.createdAt, forceAuthn: request.forceAt !== null },
      }),
    );
    if (answered.to !== "unasked") return afterAnswer(services, conn, answered);
    const unasked = await answerUnasked(services, client, { connectionId: conn, field });
    return {
      ...afterAnswer(services, conn, unasked.answered),
      ...(unasked.browserSecret && { attemptSecret: unasked.browserSecret }),
    };
  },
});

export const getMetadata = endpoint({
  access: "anyone",
  summary: "Our own SAML metadata for one connection, with the certificates that count.",
  params: SsoParam,
  answers: { 200: null },
  media: ["application/samlmetadata+xml"],
  refusals: ["not-found"],
  async run({ services, input: { conn } }) {
    const xml = await writeServiceProvider(services, conn);
    return xml === undefined ? refuse("not-found") : { status: 200, pieces: inOnePiece(xml) };
  },
});

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
