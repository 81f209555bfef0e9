import { z } from "@hono/zod-openapi";
import { type AttemptView, triesLeftOf } from "../../attempts/attempt.ts";
import { prove, type Proven } from "../../attempts/prove.ts";
import { startSignIn, startStepUp, viewAttempt } from "../../attempts/start-attempt.ts";
import { isRefusal, refuse } from "../../problems.ts";
import { type Answer, endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Code, Email, IdParam, Instant, Kind, OperationName, Password } from "../schemas.ts";
import { describeSession } from "../session-check.ts";
import { Session } from "./session-schema.ts";
import type { Services } from "../../services.ts";

const Attempt = z
  .object({
    id: z.string(),
    purpose: z.enum(["sign-in", "step-up"]),
    status: z.enum(["open", "complete", "failed", "expired"]),
    acceptable: z.array(
      z.object({ kind: Kind, id: z.string().optional(), name: z.string().optional(), preferred: z.boolean() }),
    ),
    proofs: z.array(z.object({ kind: Kind, at: Instant })),
    triesLeft: z.int(),
    expiresAt: Instant,
    operation: OperationName.optional(),
    target: z.string().optional(),
    session: Session.optional(),
    token: z
      .string()
      .optional()
      .openapi({ description: "The session token, for a caller that sent `Mortise-Client: token`." }),
    deletionCalledOff: z.literal(true).optional(),
    recoveryCodes: z.object({ remaining: z.int(), total: z.int() }).optional(),
  })
  .openapi("Attempt");

function describe({ attempt, status, acceptable }: AttemptView): object {
  const { id, purpose, proofs, expiresAt, operation, target } = attempt;
  return {
    id,
    purpose,
    status,
    acceptable,
    proofs: proofs.map(({ kind, at }) => ({ kind, at: instant(at) })),
    triesLeft: triesLeftOf(attempt),
    expiresAt: instant(expiresAt),
    ...(operation !== null && { operation, ...(target !== null && { target }) }),
  };
}

export const postAttempt = endpoint({
  access: "anyone",
  summary: "Begin a sign-in, or the collecting of fresh proof for an operation.",
  body: z.discriminatedUnion("purpose", [
    z.strictObject({ purpose: z.literal("sign-in"), email: Email.optional() }),
    z.strictObject({ purpose: z.literal("step-up"), operation: OperationName, target: z.string().max(64).optional() }),
  ]),
  answers: { 201: Attempt },
  refusals: ["not-signed-in"],
  async run({ services, client, caller, input }) {
    if (input.purpose === "sign-in")
      return { status: 201, body: describe(await startSignIn(services, client, input.email)) };
    if (!caller) return refuse("not-signed-in");
    return { status: 201, body: describe(await startStepUp(services, caller, input.operation, input.target ?? null)) };
  },
});

export const getAttempt = endpoint({
  access: "anyone",
  summary: "An attempt: what was proven, and what may be proven next.",
  params: IdParam,
  answers: { 200: Attempt },
  refusals: ["not-found"],
  async run({ services, caller, input: { id } }) {
    const view = await viewAttempt(services, id, caller?.session ?? null);
    return isRefusal(view) ? view : { status: 200, body: describe(view) };
  },
});

export const postProof = endpoint({
  access: "anyone",
  summary: "Answer with one authenticator. A complete sign-in opens a session.",
  params: IdParam,
  body: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("password"), password: Password }),
    z.strictObject({ kind: z.literal("totp"), code: Code }),
    z.strictObject({ kind: z.literal("recovery-code"), code: Code }),
  ]),
  answers: { 200: Attempt },
  refusals: ["not-found", "attempt-closed", "proof-rejected", "too-many-attempts", "not-allowed"],
  async run({ services, client, caller, input: { id, ...response } }) {
    const proven = await prove(services, { client, session: caller?.session ?? null }, id, response);
    return isRefusal(proven) ? proven : answerProven(services, proven);
  },
});

function answerProven(services: Services, proven: Proven): Answer {
  const { signedIn, newToken } = proven;
  if (!signedIn) return { status: 200, body: describe(proven), newToken: newToken ?? null };
  const { session, account, token, deviceId, deletionCalledOff, recoveryCodes } = signedIn;
  const body = {
    ...describe(proven),
    session: describeSession(services, { session, account }),
    ...(deletionCalledOff && { deletionCalledOff }),
    ...(recoveryCodes && { recoveryCodes }),
  };
  return { status: 200, body, newToken: token, deviceId };
}
