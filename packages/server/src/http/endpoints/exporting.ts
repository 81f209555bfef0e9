import { z } from "@hono/zod-openapi";
import { endpoint } from "../call.ts";
import { EventKindName, InstantQuery } from "./events.ts";

const ExportQuery = {
  format: z.enum(["jsonl", "csv", "ocsf"]).default("jsonl"),
  type: z.string().max(64).optional(),
  kind: EventKindName.optional(),
  from: InstantQuery,
  to: InstantQuery,
  /** Size of a checkpoint seen before: the bundle then proves that it continues it. */
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
};

export const getEventsExport = endpoint({
  access: "subscriber",
  summary: "The account's sealed events with their proofs, oldest first: a bundle `mortise verify` checks offline.",
  query: z.strictObject(ExportQuery),
  answers: { 200: z.string() },
  media: "application/x-ndjson",
  run: () => Promise.reject(new Error("export")),
});

export const getLogEventsExport = endpoint({
  access: "subscriber",
  summary: "The whole deployment's sealed events with their proofs, oldest first, for its operators.",
  query: z.strictObject(ExportQuery),
  answers: { 200: z.string() },
  media: "application/x-ndjson",
  refusals: ["not-allowed"],
  run: () => Promise.reject(new Error("export")),
});
