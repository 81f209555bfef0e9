import { z } from "@hono/zod-openapi";
import { isRefusal, type Refusal } from "../../problems.ts";
import { connectionPath } from "../../policies/connection-url.ts";
import { type Answered, answerRequest } from "../../sso/flow/answer-request.ts";
import { continueWith } from "../../sso/flow/continue.ts";
import { initiate } from "../../sso/flow/initiate.ts";
import { type NotSent, startAtProvider, startTest } from "../../sso/flow/start.ts";
import { judgeOidc } from "../../sso/oidc/judge-oidc.ts";
import type { Services, World } from "../../services.ts";
import { type Answer, endpoint } from "../call.ts";
import { SsoParam } from "./sso-schemas.ts";

const Text = z.string().max(8192);
const seeOther = { 303: null } as const;

/** A page of ours as the next place of a browser. What stands in it is no secret: an attempt's id opens nothing by itself. */
function toPage({ config }: World, page: `/${string}`): Answer {
  return { status: 303, location: `${config.publicUrl}${config.basePath}${page}` };
}

/** The sign-in page, with why it goes on there. */
export function toSignIn(
  services: World,
  reason: string,
  { returnTo, reference }: Omit<NotSent, "failed"> = {},
): Answer {
  const query = new URLSearchParams({
    sso: reason,
    ...(reference && { reference }),
    ...(returnTo && { return_to: returnTo }),
  });
  return toPage(services, `/sign-in?${query.toString()}`);
}

export const getStart = endpoint({
  access: "anyone",
  summary: "Send the browser to the identity provider, for an attempt it has begun or a test.",
  params: SsoParam,
  query: z.strictObject({
    attempt: z.string().max(64).optional(),
    test: z.string().max(64).optional(),
    return_to: z.string().max(2000).optional(),
  }),
  answers: seeOther,
  async run({ services, client, caller, input: { conn, attempt, test, return_to: returnTo } }) {
    if (test !== undefined) {
      const sent = await startTest(services, { connectionId: conn, testId: test });
      if ("url" in sent) return { status: 303, location: sent.url };
      if ("failed" in sent) return toSignIn(services, sent.failed);
      return afterAnswer(services, conn, { to: "test", connection: sent.test, ...sent });
    }
    const prover = { client, session: caller?.session ?? null, wantsToBeRemembered: false };
    const given = { connectionId: conn, attemptId: attempt ?? "", returnTo };
    const sent = await startAtProvider(services, prover, given);
    if ("url" in sent) return { status: 303, location: sent.url };
    return toSignIn(services, sent.failed, sent);
  },
});

/** Where a provider's answer leads. */
export function afterAnswer(services: Services, connectionId: string, answered: Answered): Answer {
  if (answered.to === "continue")
    return toPage(services, connectionPath(connectionId, `continue?handoff=${answered.token}`));
  if (answered.to === "unasked") return toSignIn(services, "unasked");
  if (answered.to === "failed")
    return toSignIn(services, "failed", { returnTo: answered.returnTo, reference: answered.traceId });
  const { connection, testId, isBySetupLink } = answered;
  if (isBySetupLink) return toPage(services, `/set-up#test=${connection.id}/${testId}`);
  return toPage(
    services,
    `/organizations/${connection.organizationId}/single-sign-on/${connection.id}/tests/${testId}`,
  );
}

export const getCallback = endpoint({
  access: "anyone",
  summary: "Where an OpenID Provider sends the browser back to.",
  params: SsoParam,
  query: z.object({
    state: Text.default(""),
    code: Text.optional(),
    error: Text.optional(),
    iss: Text.optional(),
  }),
  answers: seeOther,
  async run({ services, input: { conn, state, code, error, iss } }) {
    const given = { connectionId: conn, state, kind: "oidc" } as const;
    const answered = await answerRequest(services, given, (question) =>
      judgeOidc(services, question, { code, error, iss }),
    );
    return afterAnswer(services, conn, answered);
  },
});

export const getContinue = endpoint({
  access: "anyone",
  summary: "Go on in the browser that began, with an accepted answer of the provider.",
  params: SsoParam,
  query: z.strictObject({ handoff: z.string().max(100) }),
  answers: seeOther,
  async run({ services, client, caller, input: { conn, handoff } }) {
    const prover = { client, session: caller?.session ?? null, wantsToBeRemembered: false };
    const continued = await continueWith(services, prover, { connectionId: conn, token: handoff });
    if (isRefusal(continued)) return toSignIn(services, reasonOf(continued));
    const { accepted, attemptId, returnTo, purpose } = continued;
    const page = purpose === "sign-in" ? "/sign-in" : "/go-on";
    const query = returnTo === null ? "" : `?${new URLSearchParams({ return_to: returnTo }).toString()}`;
    const next = toPage(services, `${page}${query}#attempt=${attemptId}`);
    const { signedIn, newToken } = accepted;
    if (!signedIn) return { ...next, newToken: newToken ?? null };
    return { ...next, newToken: signedIn.token, opensSession: true, deviceId: signedIn.deviceId };
  },
});

function reasonOf(refusal: Refusal): string {
  if (refusal.refused !== "not-allowed") return "expired";
  const known = ["other-browser", "no-place", "another-identity", "suspended", "secured"];
  return known.includes(refusal.reason) ? refusal.reason : "refused";
}

const Initiation = z.object({
  iss: Text.optional(),
  login_hint: z.string().max(320).optional(),
  target_link_uri: z.string().max(2000).optional(),
  // As our own pages call it.
  return_to: z.string().max(2000).optional(),
});

async function runInitiate(
  services: Services,
  client: Parameters<typeof initiate>[1],
  given: { conn: string } & z.output<typeof Initiation>,
): Promise<Answer> {
  const begun = await initiate(services, client, {
    connectionId: given.conn,
    issuer: given.iss,
    hint: given.login_hint ?? null,
    returnTo: given.target_link_uri ?? given.return_to,
  });
  if ("failed" in begun) return toSignIn(services, begun.failed, begun);
  return { status: 303, location: begun.url, attemptSecret: begun.browserSecret };
}

export const getInitiate = endpoint({
  access: "anyone",
  summary: "Begin a sign-in for somebody whom the provider, or an app, sends here (third-party-initiated login).",
  params: SsoParam,
  query: Initiation,
  answers: seeOther,
  run: ({ services, client, input }) => runInitiate(services, client, input),
});

export const postInitiate = endpoint({
  access: "anyone",
  summary: "The same, for a provider that sends a form.",
  params: SsoParam,
  body: Initiation,
  takes: { kind: "form", mostBytes: 64 * 1024 },
  answers: seeOther,
  run: ({ services, client, input }) => runInitiate(services, client, input),
});
