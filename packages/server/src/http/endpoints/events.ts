import { z } from "@hono/zod-openapi";
import { listEvents, listHistory, readShownPlace } from "../../audit/list-events.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, Kind, PageQuery, pageOf, toPage, orNull, Location } from "../schemas.ts";

const SignInFailure = z
  .enum([
    "wrong-password",
    "wrong-code",
    "code-already-used",
    "code-expired",
    "passkey-unknown",
    "passkey-of-another-account",
    "passkey-invalid",
    "passkey-challenge",
    "passkey-not-verified",
    "passkey-cloned",
    "locked",
    "suspended",
  ])
  .openapi("SignInFailure");
const SignIn = z
  .object({
    id: z.string(),
    at: Instant,
    method: z.enum(["password", "passkey", "sso", "api-key"]),
    factor: orNull(Kind),
    outcome: z.enum(["success", "failure"]),
    reason: SignInFailure.optional(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
    sessionId: z.string().optional(),
  })
  .openapi("SignIn");
const Event = z
  .object({
    id: z.string(),
    at: Instant,
    type: z.string(),
    actor: z.object({ kind: z.enum(["account", "operator", "anonymous", "system"]), id: z.string().nullable() }),
    sessionId: z.string().nullable(),
    requestId: z.string().nullable(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi("Event");

const InstantQuery = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();

export const getHistory = endpoint({
  access: "subscriber",
  summary: "Every try to sign in of the last 90 days, newest first.",
  query: z.strictObject({ ...PageQuery, outcome: z.enum(["success", "failure"]).optional() }),
  answers: { 200: pageOf(SignIn) },
  async run({ services, caller, input: { limit, cursor, outcome } }) {
    const rows = await listHistory(services.database.read, {
      accountId: caller.account.id,
      limit: limit + 1,
      now: services.now(),
      ...(outcome && { outcome }),
      ...(cursor && { before: cursor }),
    });
    return {
      status: 200,
      body: toPage(rows, limit, ({ at, ...row }) => ({ ...row, at: instant(at) })),
    };
  },
});

export const getEvents = endpoint({
  access: "subscriber",
  summary: "The account's security events, newest first.",
  query: z.strictObject({ ...PageQuery, type: z.string().max(64).optional(), from: InstantQuery, to: InstantQuery }),
  answers: { 200: pageOf(Event) },
  async run({ services, caller, input: { limit, cursor, type, from, to } }) {
    const rows = await listEvents(services.database.read, {
      accountId: caller.account.id,
      limit: limit + 1,
      ...(cursor && { before: cursor }),
      ...(type && { types: [type] }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
    const body = toPage(
      rows,
      limit,
      ({ id, at, type: kind, actorKind, actorId, sessionId, requestId, ip, place, device, data }) => ({
        id,
        at: instant(at),
        type: kind,
        actor: { kind: actorKind, id: actorId },
        sessionId,
        requestId,
        ip,
        location: readShownPlace(place),
        device,
        data: JSON.parse(data) as object,
      }),
    );
    return { status: 200, body };
  },
});
