import { aboutOwn } from "../../sessions/caller.ts";
import { signInMethods } from "../../vocabulary/events/words.ts";
import { z } from "@hono/zod-openapi";
import { endConfirmation } from "../../sessions/add-proof.ts";
import { countStaleEnding } from "../../sessions/stale-endings.ts";
import { endOtherSessions } from "../../sessions/end-other-sessions.ts";
import { endSession } from "../../sessions/end-sessions.ts";
import { listSessions } from "../../sessions/list-sessions.ts";
import { isRefusal, refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { IdParam, Instant, PageQuery, pageOf, toPage, Location, orNull } from "../schemas.ts";
import { describeCurrent } from "../session-check.ts";
import { Assurance, FlagReason, Session, Trust } from "./session-schema.ts";

const ListedSession = z
  .object({
    id: z.string(),
    current: z.boolean(),
    device: z.string(),
    browser: z.string(),
    os: z.string(),
    ip: z.string(),
    location: orNull(Location),
    createdAt: Instant,
    lastSeenAt: Instant,
    method: z.enum(signInMethods).exclude(["api-key"]),
    assurance: Assurance,
    trust: Trust,
    flaggedReason: FlagReason.optional(),
    flaggedAt: Instant.optional(),
  })
  .openapi("ListedSession");

export const getSession = endpoint({
  access: "person",
  summary: "The current session: whose it is, how sure we are, and whether it may act in an organization or workspace.",
  isForHosts: true,
  query: z.strictObject({ organization: z.string().max(64).optional(), workspace: z.string().max(64).optional() }),
  answers: { 200: Session },
  refusals: ["not-allowed", "step-up-required", "session-flagged", "invalid-request"],
  async run({ services, caller, input: { organization, workspace } }) {
    if (organization === undefined && workspace !== undefined)
      return refuse("invalid-request", {
        errors: [{ pointer: "#/organization", detail: "Say which organization the workspace is in." }],
      });
    const where = organization === undefined ? undefined : { organizationId: organization, workspaceId: workspace };
    const body = await describeCurrent(services, caller, where);
    return isRefusal(body) ? body : { status: 200, body };
  },
});

export const deleteSession = endpoint({
  access: "person",
  summary: "Sign out.",
  answers: { 204: null },
  async run({ services, caller }) {
    await services.transact((work) => endSession(work, { ...aboutOwn(caller), reason: "signed-out" }));
    return { status: 204, endsSession: true };
  },
});

export const deleteConfirmation = endpoint({
  access: "person",
  summary: "End the ten minutes of a confirmation early.",
  answers: { 204: null },
  async run({ services, client, caller }) {
    await endConfirmation(services, caller.session, client);
    return { status: 204 };
  },
});

export const getSessions = endpoint({
  access: "person",
  summary: "All live sessions of the account, newest first.",
  query: z.strictObject(PageQuery),
  answers: { 200: pageOf(ListedSession) },
  async run({ services, caller, input: { limit, cursor } }) {
    const page = { accountId: caller.account.id, before: cursor, limit: limit + 1 };
    const sessions = await listSessions(services, page);
    const body = toPage(
      sessions,
      limit,
      ({ id, device, browser, os, ip, place, createdAt, lastSeenAt, method, assurance, flaggedAt, flaggedReason }) => ({
        id,
        current: id === caller.session.id,
        device,
        browser,
        os,
        ip,
        location: place && { text: place.text, country: place.country, precision: place.precision },
        createdAt: instant(createdAt),
        lastSeenAt: instant(lastSeenAt),
        method,
        assurance,
        trust: flaggedAt === null ? "trusted" : "flagged",
        ...(flaggedAt !== null && { flaggedAt: instant(flaggedAt), flaggedReason }),
      }),
    );
    return { status: 200, body };
  },
});

export const deleteSessionById = endpoint({
  access: "person",
  summary: "End one session. It is out at its next request.",
  params: IdParam,
  answers: { 204: null },
  refusals: ["not-found"],
  asks: {
    when: "another was ended without it within a day",
    isDue: ({ services, caller, input: { id } }) => countStaleEnding(services, caller, id),
  },
  async run({ services, caller, input: { id } }) {
    const reason = id === caller.session.id ? "signed-out" : "ended-by-owner";
    const ending = { ...aboutOwn(caller), reason, sessionId: id } as const;
    const refusal = await services.transact((work) => endSession(work, ending));
    return refusal ?? { status: 204, endsSession: id === caller.session.id };
  },
});

export const deleteOtherSessions = endpoint({
  access: "person",
  summary: "End all other sessions.",
  answers: { 200: z.object({ ended: z.int() }) },
  async run({ services, caller }) {
    const done = await endOtherSessions(services, caller);
    if (isRefusal(done)) return done;
    const { ended, ...changed } = done;
    return { status: 200, body: { ended }, ...changed };
  },
});
