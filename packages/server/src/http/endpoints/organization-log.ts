import { z } from "@hono/zod-openapi";
import { exportEvents } from "../../audit/export-events.ts";
import { listEvents, type ListedEvent, type ListedEvents } from "../../audit/list-events.ts";
import { searchEvents } from "../../audit/search-events.ts";
import { noteReading } from "../../audit/note-reading.ts";
import { listKnownAccounts } from "../../accounts/known-accounts.ts";
import { findReadableDays, planOf } from "../../policies/retention.ts";
import { decideReadableFrom } from "../../rules/log/retention.ts";
import { decideInPlan } from "../../rules/organizations/plans.ts";
import { endpoint } from "../call.ts";
import { PageBody, pageOf, toPage } from "../schemas.ts";
import type { Member as Caller } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { asSeenBy, EventQuery, LogEvent, toLogEvent } from "./events.ts";
import { exportMedia, ExportQuery, noteExport } from "./exporting.ts";
import { OrganizationParam } from "./organization-schemas.ts";

const AccountQuery = { accountId: z.string().max(64).optional() };

const { type, kind, from, to } = EventQuery;
const filters = { type, kind, from, to, ...AccountQuery };
const asked = z.object({ ...PageBody, ...filters });

/** Notes that the log is read, and says what of it may be read. */
async function beginReading(
  services: Services,
  caller: Caller,
  { cursor, ...input }: z.output<typeof asked>,
): Promise<Omit<ListedEvents, "limit">> {
  const { id: organizationId } = caller.place;
  const reader = { accountId: caller.account.id, sessionId: caller.session.id, organizationId, client: caller.client };
  const what = {
    scope: "organization",
    ...(input.accountId && { accountId: input.accountId }),
    ...(input.kind && { kind: input.kind }),
    ...(input.type && { type: input.type }),
  } as const;
  await services.transact((work) => noteReading(work, reader, what, cursor !== undefined));
  const readableFrom = decideReadableFrom(services.now(), await findReadableDays(services, caller.place));
  return {
    type: input.type,
    kind: input.kind,
    accountId: input.accountId,
    from: Math.max(input.from ?? 0, readableFrom),
    to: input.to,
    organizationId,
    before: cursor,
  };
}

async function describe({ database: { read } }: Services, rows: readonly ListedEvent[]) {
  const known = await listKnownAccounts(read, rows);
  return rows.map((row) => toLogEvent(asSeenBy({ scope: "organization" }, row), known));
}

export const getOrganizationEvents = endpoint({
  access: "member",
  summary: "What happened in the organization, newest first. Reading it is an event itself.",
  params: OrganizationParam,
  query: z.strictObject({ ...EventQuery, ...AccountQuery }),
  answers: { 200: pageOf(LogEvent) },
  async run({ services, caller, input }) {
    const { limit } = input;
    const wanted = await beginReading(services, caller, input);
    const rows = await listEvents(services.database.read, { ...wanted, limit: limit + 1 });
    const { items, nextCursor } = toPage(rows, limit, (row) => row);
    return { status: 200, body: { items: await describe(services, items), nextCursor } };
  },
});

// A name or an address in a query stands in the logs of whatever passes it on.
export const postOrganizationEventSearch = endpoint({
  access: "member",
  summary: "The same, looked for in what is shown of it: who, what they did, to whom. 2,000 events at a time.",
  params: OrganizationParam,
  body: z.strictObject({ ...PageBody, ...filters, search: z.string().trim().min(1).max(100) }),
  answers: { 200: pageOf(LogEvent) },
  async run({ services, caller, input }) {
    const wanted = await beginReading(services, caller, input);
    const filter = { ...wanted, limit: input.limit };
    const showing = { show: (rows: readonly ListedEvent[]) => describe(services, rows), wordsOf };
    return { status: 200, body: await searchEvents(services.database.read, filter, input.search, showing) };
  },
});

function wordsOf({ actor, text, type, account }: ReturnType<typeof toLogEvent>): (string | null)[] {
  const whose = account ? [account.name, account.email] : [];
  return [actor.text, text, type, ...whose];
}

export const getOrganizationEventsExport = endpoint({
  access: "member",
  summary: "The organization's slice of the log with its proofs: a bundle `mortise verify` checks offline.",
  params: OrganizationParam,
  query: z.strictObject({ ...ExportQuery, ...AccountQuery }),
  answers: { 200: z.string() },
  media: exportMedia,
  refusals: ["not-allowed"],
  async run({ services, caller, input: { org, ...filter } }) {
    const outside = decideInPlan(planOf(services, caller.place.plan), "export");
    if (outside) return outside;
    const readableDays = await findReadableDays(services, caller.place);
    const wish = { ...filter, scope: "organization", organizationId: org, readableDays } as const;
    await noteExport(services, caller, wish);
    const { pieces, mediaType, fileName } = await exportEvents(services, wish);
    return { status: 200, pieces, mediaType, fileName };
  },
});
