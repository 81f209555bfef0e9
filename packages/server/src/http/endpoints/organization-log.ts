import { z } from "@hono/zod-openapi";
import { exportEvents } from "../../audit/export-events.ts";
import { listEvents, type ListedEvent } from "../../audit/list-events.ts";
import { searchEvents } from "../../audit/search-events.ts";
import { noteReading } from "../../audit/note-reading.ts";
import { listKnownAccounts } from "../../accounts/known-accounts.ts";
import { findReadableDays, planOf } from "../../policies/retention.ts";
import { decideReadableFrom } from "../../rules/log/retention.ts";
import { decideInPlan } from "../../rules/organizations/plans.ts";
import { endpoint } from "../call.ts";
import { pageOf, toPage } from "../schemas.ts";
import { asSeenBy, EventQuery, LogEvent, toLogEvent } from "./events.ts";
import { exportMedia, ExportQuery, noteExport } from "./exporting.ts";
import { OrganizationParam } from "./organization-schemas.ts";

/** What one looks for in what is shown: who, what they did, to whom. */
const SearchQuery = { search: z.string().trim().max(100).optional() };
const AccountQuery = { accountId: z.string().max(64).optional() };

export const getOrganizationEvents = endpoint({
  access: "member",
  summary: "What happened in the organization, newest first. Reading it is an event itself.",
  params: OrganizationParam,
  query: z.strictObject({ ...EventQuery, ...AccountQuery, ...SearchQuery }),
  answers: { 200: pageOf(LogEvent) },
  async run({ services, caller, client, input: { org, limit, cursor, search, ...filter } }) {
    const { read } = services.database;
    const { kind, type, accountId } = filter;
    const reader = { accountId: caller.account.id, sessionId: caller.session.id, organizationId: org, client };
    const what = {
      scope: "organization",
      ...(accountId && { accountId }),
      ...(kind && { kind }),
      ...(type && { type }),
    } as const;
    await services.transact((work) => noteReading(work, reader, what, cursor !== undefined));
    const readableFrom = decideReadableFrom(services.now(), await findReadableDays(services, caller.place));
    const from = Math.max(filter.from ?? 0, readableFrom);
    const wanted = { ...filter, from, organizationId: org, before: cursor };
    const describe = async (rows: readonly ListedEvent[]) => {
      const known = await listKnownAccounts(read, rows);
      return rows.map((row) => toLogEvent(asSeenBy({ scope: "organization" }, row), known));
    };
    if (search) {
      const found = await searchEvents(read, { ...wanted, limit }, search, async (rows) =>
        (await describe(rows)).map(wordsOf),
      );
      return { status: 200, body: { items: await describe(found.rows), nextCursor: found.nextCursor } };
    }
    const rows = await listEvents(read, { ...wanted, limit: limit + 1 });
    const { items, nextCursor } = toPage(rows, limit, (row) => row);
    return { status: 200, body: { items: await describe(items), nextCursor } };
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
