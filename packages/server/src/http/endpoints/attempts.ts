import { z } from "@hono/zod-openapi";
import { beginPasskeyProof } from "../../attempts/begin-passkey-proof.ts";
import { findNaming } from "../../attempts/naming.ts";
import { prove, type Proven } from "../../attempts/prove.ts";
import type { Begun } from "../../attempts/redirects.ts";
import { startRestoreTrust, startSignIn, startStepUp, viewAttempt } from "../../attempts/start-attempt.ts";
import { describeBinding } from "../../accounts/admit.ts";
import { isRefusal, refuse } from "../../problems.ts";
import { type Answer, endpoint } from "../call.ts";
import { AuthenticationCredential, Code, Email, IdParam, OperationName, Password, RequestOptions } from "../schemas.ts";
import { describeSession } from "../session-check.ts";
import { Attempt, describe, describeNaming } from "./attempt-schema.ts";
import type { Services } from "../../services.ts";

// Asked for with the second step of a sign-in; elsewhere it does nothing.
const Remember = { rememberDevice: z.boolean().optional() };

export const postAttempt = endpoint({
  access: "anyone",
  summary: "Begin a sign-in, or the collecting of fresh proof for an operation.",
  body: z.discriminatedUnion("purpose", [
    z.strictObject({ purpose: z.literal("sign-in"), email: Email.optional() }),
    z.strictObject({ purpose: z.literal("step-up"), operation: OperationName, target: z.string().max(64).optional() }),
    z.strictObject({ purpose: z.literal("restore-trust") }),
  ]),
  answers: { 201: Attempt },
  refusals: ["not-signed-in", "session-flagged", "conflict", "not-allowed"],
  async run({ services, client, caller, input }) {
    if (input.purpose === "sign-in") return begun(services, await startSignIn(services, client, input.email));
    if (!caller) return refuse("not-signed-in");
    if (input.purpose === "restore-trust") {
      const view = await startRestoreTrust(services, caller);
      return isRefusal(view) ? view : { status: 201, body: describe(services, view) };
    }
    const view = await startStepUp(services, caller, input.operation, input.target ?? null);
    return isRefusal(view) ? view : begun(services, view);
  },
});

function begun(services: Services, view: Begun): Answer {
  const { browserSecret } = view;
  return {
    status: 201,
    body: describe(services, view),
    ...(browserSecret !== null && { attemptSecret: browserSecret }),
  };
}

export const getAttempt = endpoint({
  access: "anyone",
  summary: "An attempt: what was proven, and what may be proven next.",
  params: IdParam,
  answers: { 200: Attempt },
  refusals: ["not-found", "session-flagged"],
  async run({ services, client, caller, input: { id } }) {
    const view = await viewAttempt(services, id, { client, session: caller?.session ?? null });
    if (isRefusal(view)) return view;
    const naming = await findNaming(services.read, view.attempt, client);
    return { status: 200, body: { ...describe(services, view), ...(naming && { vouched: describeNaming(naming) }) } };
  },
});

export const postProof = endpoint({
  access: "anyone",
  summary: "Answer with one authenticator. A complete sign-in opens a session.",
  params: IdParam,
  body: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("password"), password: Password }),
    z.strictObject({ kind: z.literal("totp"), code: Code, ...Remember }),
    z.strictObject({ kind: z.literal("passkey"), credential: AuthenticationCredential, ...Remember }),
    z.strictObject({ kind: z.literal("phone"), code: Code, ...Remember }),
    z.strictObject({ kind: z.literal("recovery-code"), code: Code }),
  ]),
  answers: { 200: Attempt },
  refusals: [
    "not-found",
    "attempt-closed",
    "proof-rejected",
    "too-many-attempts",
    "rate-limited",
    "not-allowed",
    "not-signed-in",
    "session-flagged",
  ],
  async run({ services, client, caller, input: { id, ...response } }) {
    const wantsToBeRemembered = "rememberDevice" in response && response.rememberDevice === true;
    const prover = { client, session: caller?.session ?? null, wantsToBeRemembered };
    const proven = await prove(services, prover, id, response);
    return isRefusal(proven) ? proven : answerProven(services, proven);
  },
});

export const postPasskeyOptions = endpoint({
  access: "anyone",
  summary: "Options for `navigator.credentials.get`, with a challenge of this attempt.",
  params: IdParam,
  body: z.strictObject({}),
  answers: { 200: RequestOptions },
  refusals: ["not-found", "attempt-closed", "invalid-request", "session-flagged"],
  async run({ services, client, caller, input: { id } }) {
    const options = await beginPasskeyProof(services, { client, session: caller?.session ?? null }, id);
    return isRefusal(options) ? options : { status: 200, body: options };
  },
});

function answerProven(services: Services, proven: Proven): Answer {
  const { signedIn, newToken } = proven;
  if (!signedIn) return { status: 200, body: describe(services, proven), newToken: newToken ?? null };
  const { session, account, token, deviceId, deletionCalledOff, recoveryCodes, bindingRequired, holding } = signedIn;
  const body = {
    ...describe(services, proven),
    session: describeSession(services, { session, account, holding }),
    ...(bindingRequired && { bindingRequired: describeBinding(bindingRequired) }),
    ...(deletionCalledOff && { deletionCalledOff }),
    ...(recoveryCodes && { recoveryCodes }),
  };
  return { status: 200, body, newToken: token, opensSession: true, deviceId };
}
