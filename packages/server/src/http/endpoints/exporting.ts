import { formats } from "../../audit/log/bundle/formats/detect.ts";
import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { exportFormats } from "../../vocabulary/states.ts";
import { z } from "@hono/zod-openapi";
import { exportEvents, exportFacts, type ExportWish } from "../../audit/export-events.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { refuseNonOperator } from "../../accounts/operators.ts";
import type { Services } from "../../services.ts";
import type { Answer } from "../call.ts";
import { endpoint } from "../call.ts";
import { EventKindName, InstantQuery } from "./events.ts";

export const ExportQuery = {
  format: z.enum(exportFormats).default("jsonl"),
  type: z.string().max(64).optional(),
  kind: EventKindName.optional(),
  from: InstantQuery,
  to: InstantQuery,
  /** Size of a checkpoint seen before: the bundle then proves that it continues it. */
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
};

/** What an export may be, by its format. */
export const exportMedia = [...new Set(exportFormats.map((name) => formats[name].mediaType))] as [string, ...string[]];

export const getEventsExport = endpoint({
  access: "person",
  summary: "The account's sealed events with their proofs, oldest first: a bundle `mortise verify` checks offline.",
  query: z.strictObject(ExportQuery),
  answers: { 200: z.string() },
  media: exportMedia,
  run: ({ services, caller, input }) =>
    stream(services, caller, { ...input, scope: "account", accountId: caller.account.id }),
});

export const getLogEventsExport = endpoint({
  access: "person",
  summary: "The whole deployment's sealed events with their proofs, oldest first, for its operators.",
  query: z.strictObject(ExportQuery),
  answers: { 200: z.string() },
  media: exportMedia,
  refusals: ["not-allowed"],
  async run({ services, caller, input }) {
    return refuseNonOperator(services, caller) ?? (await stream(services, caller, { ...input, scope: "deployment" }));
  },
});

async function stream(services: Services, caller: Person, wish: ExportWish): Promise<Answer> {
  await noteExport(services, caller, wish);
  const { pieces, mediaType, fileName } = await exportEvents(services, wish);
  return { status: 200, pieces, mediaType, fileName };
}

/** The export is an event before it begins, so that it stands in its own bundle. */
export async function noteExport(services: Services, caller: Person, wish: ExportWish): Promise<void> {
  await services.transact((work) =>
    recordEvent(work, {
      ...aboutOwn(caller),
      type: "events.exported",
      organizationId: wish.organizationId ?? null,
      data: exportFacts(wish),
    }),
  );
}
