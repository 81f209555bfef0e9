import { z } from "@hono/zod-openapi";
import { refuse } from "../../problems.ts";
import { endpoint } from "../call.ts";
import { pageOf } from "../schemas.ts";
import { EventQuery, LogEvent } from "./events.ts";
import { ExportQuery } from "./exporting.ts";
import { OrganizationParam } from "./organization-schemas.ts";

export const getOrganizationEvents = endpoint({
  access: "read-log",
  summary: "What happened in the organization, newest first. Reading it is an event itself.",
  params: OrganizationParam,
  query: z.strictObject({ ...EventQuery, accountId: z.string().max(64).optional() }),
  answers: { 200: pageOf(LogEvent) },
  run: async () => refuse("not-found"),
});

export const getOrganizationEventsExport = endpoint({
  access: "export-log",
  summary: "The organization's slice of the log with its proofs.",
  params: OrganizationParam,
  query: z.strictObject(ExportQuery),
  answers: { 200: z.string() },
  media: "application/x-ndjson",
  refusals: ["not-allowed"],
  run: async () => refuse("not-allowed"),
});
