import { type Actor, actorKinds } from "../../vocabulary/events/actors.ts";
import { outcomes } from "../../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { eventKinds } from "../../vocabulary/events/define.ts";
import { signInFailures, signInMethods } from "../../vocabulary/events/words.ts";
import { describeEvent } from "../../audit/describe-event.ts";
import { listEvents, type ListedEvent, listHistory, readShownPlace } from "../../audit/list-events.ts";
import { noteReading } from "../../audit/note-reading.ts";
import { type KnownAccount, listKnownAccounts } from "../../accounts/known-accounts.ts";
import { refuseNonOperator } from "../../accounts/operators.ts";
import { decideTellsWhereabouts, type EventReader } from "../../rules/log/reading.ts";
import { endpoint } from "../call.ts";
import { instant } from "../instant.ts";
import { Instant, Kind, Location, orNull, pageOf, PageQuery, toPage } from "../schemas.ts";

const Method = z.enum(signInMethods);
const SignInFailureReason = z.enum(signInFailures).openapi("SignInFailure");
const SignIn = z
  .object({
    id: z.string(),
    at: Instant,
    method: Method,
    factor: orNull(Kind),
    outcome: z.enum(outcomes),
    reason: SignInFailureReason.optional(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
    sessionId: z.string().optional(),
  })
  .openapi("SignIn");
export const EventKindName = z.enum(eventKinds).openapi("EventKind");
const Event = z
  .object({
    id: z.string(),
    at: Instant,
    type: z.string(),
    kind: EventKindName,
    actor: z.object({ kind: z.enum(actorKinds), id: z.string().nullable(), text: z.string() }),
    /** What was done, to be read after `actor.text`. */
    text: z.string(),
    sessionId: z.string().nullable(),
    requestId: z.string().nullable(),
    organizationId: z.string().nullable(),
    ip: z.string().nullable(),
    location: orNull(Location),
    device: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    /** Its place in the sealed log; null in the seconds before it is sealed. */
    leafIndex: z.int().nullable(),
  })
  .openapi("Event");
export const LogEvent = Event.extend({
  account: orNull(z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() })),
}).openapi("LogEvent");

export const InstantQuery = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();
export const EventQuery = {
  ...PageQuery,
  type: z.string().max(64).optional(),
  kind: EventKindName.optional(),
  from: InstantQuery,
  to: InstantQuery,
};

export const getHistory = endpoint({
  access: "person",
  summary: "Every try to sign in of the last 90 days, newest first.",
  query: z.strictObject({
    ...PageQuery,
    outcome: z.enum(outcomes).optional(),
    method: Method.optional(),
    from: InstantQuery,
  }),
  answers: { 200: pageOf(SignIn) },
  async run({ services, caller, input: { limit, cursor, ...filter } }) {
    const rows = await listHistory(services.read, {
      ...filter,
      accountId: caller.account.id,
      limit: limit + 1,
      now: services.now(),
      before: cursor,
    });
    return {
      status: 200,
      body: toPage(rows, limit, ({ at, ...row }) => ({ ...row, at: instant(at) })),
    };
  },
});

export const getEvents = endpoint({
  access: "person",
  summary: "The account's security events, newest first.",
  query: z.strictObject(EventQuery),
  answers: { 200: pageOf(Event) },
  async run({ services, caller, input: { limit, cursor, ...filter } }) {
    const { id } = caller.account;
    const rows = await listEvents(services.read, {
      ...filter,
      accountId: id,
      limit: limit + 1,
      before: cursor,
    });
    const nameOf = (accountId: string): string | undefined => (accountId === id ? "You" : undefined);
    return {
      status: 200,
      body: toPage(rows, limit, (row) => toEvent(asSeenBy({ scope: "account", accountId: id }, row), nameOf)),
    };
  },
});

export const getLogEvents = endpoint({
  access: "person",
  summary: "The whole deployment's events, newest first, for its operators. Reading them is an event itself.",
  query: z.strictObject({ ...EventQuery, accountId: z.string().max(64).optional() }),
  answers: { 200: pageOf(LogEvent) },
  refusals: ["not-allowed"],
  async run({ services, caller, client, input: { limit, cursor, ...filter } }) {
    const refused = refuseNonOperator(services, caller);
    if (refused) return refused;
    const { kind, type, accountId } = filter;
    const reader = { accountId: caller.account.id, sessionId: caller.session.id, client };
    const what = {
      scope: "deployment",
      ...(accountId && { accountId }),
      ...(kind && { kind }),
      ...(type && { type }),
    } as const;
    await services.transact((work) => noteReading(work, reader, what, cursor !== undefined));
    const rows = await listEvents(services.read, { ...filter, limit: limit + 1, before: cursor });
    const known = await listKnownAccounts(services.read, rows);
    return { status: 200, body: toPage(rows, limit, (row) => toLogEvent(row, known)) };
  },
});

/** An event without whereabouts that are not this reader's business. */
export function asSeenBy(reader: EventReader, row: ListedEvent): ListedEvent {
  return decideTellsWhereabouts(row, reader) ? row : { ...row, ip: null, device: null, place: null };
}

function toEvent(row: ListedEvent, nameOf: (accountId: string) => string | undefined) {
  const { id, at, type, actorKind, actorId, sessionId, requestId, organizationId, ip, place, device, leafIndex } = row;
  const { kind, actor, text } = describeEvent(row, nameOf);
  return {
    id,
    at: instant(at),
    type,
    kind,
    actor: { kind: actorKind as Actor["kind"], id: actorId, text: actor },
    text,
    sessionId,
    requestId,
    organizationId,
    ip,
    location: readShownPlace(place),
    device,
    data: JSON.parse(row.data) as Record<string, unknown>,
    leafIndex,
  };
}

/** An event with whose it is, for readers who may see everyone's. */
export function toLogEvent(row: ListedEvent, known: ReadonlyMap<string, KnownAccount>) {
  const account = row.accountId === null ? undefined : known.get(row.accountId);
  return {
    ...toEvent(row, (id) => known.get(id)?.name),
    account: row.accountId && { id: row.accountId, name: account?.name ?? null, email: account?.email ?? null },
  };
}
