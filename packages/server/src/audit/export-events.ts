import type { ExportFormat, LogScope } from "../vocabulary/states.ts";
import { decideReadableFrom, isForgottenSince } from "../rules/log/retention.ts";
import type { Services, World, View } from "../services.ts";
import type { EventKind } from "../vocabulary/events/define.ts";
import type { EventData } from "../vocabulary/events/catalogue.ts";
import { typesWanted } from "./list-events.ts";
import type { BundleHead } from "./log/bundle/bundle-line.ts";
import {
  type ExportFilter,
  type LeafWithEvent,
  listLeaves,
  listLeavesAt,
  listPlaces,
} from "./log/bundle/export.sql.ts";
import { formats } from "./log/bundle/formats/detect.ts";
import { toBase64 } from "../crypto/base64.ts";
import { getLogKey, signNote } from "./log/log-key.ts";
import { consistencyProof, openTree, type Tree } from "./log/read-log.ts";
import { makeCheckpoint, sealLog } from "./log/seal-log.ts";
import { writeBundle } from "./log/bundle/write-bundle.ts";

/** What is to be exported. */
export interface ExportWish {
  readonly scope: LogScope;
  /** Whose, in the scope of an account. */
  readonly accountId?: string | undefined;
  /** Whose slice, in the scope of an organization. */
  readonly organizationId?: string | undefined;
  /** For how many days back the slice can be read; leaving out what is older is no selection. */
  readonly readableDays?: number | undefined;
  readonly format: ExportFormat;
  readonly type?: string | undefined;
  readonly kind?: EventKind | undefined;
  /** Unix milliseconds: at or after. */
  readonly from?: number | undefined;
  /** Before. */
  readonly to?: number | undefined;
  /** Size of a checkpoint seen before. */
  readonly since?: number | undefined;
}

/** An export on its way. */
export interface Export {
  readonly mediaType: string;
  readonly fileName: string;
  /** How many events the log held; the export holds no more. */
  readonly size: number;
  readonly pieces: AsyncGenerator<string>;
}

const batchSize = 200;
const fileNames = { account: "my-events", organization: "organization-events", deployment: "events" } as const;

/** The facts an export leaves in the log. */
export function exportFacts({ scope, format, kind, type, from, to }: ExportWish): EventData["events.exported"] {
  return {
    scope,
    format,
    ...(kind && { kind }),
    ...(type !== undefined && { type }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Seals what there is and begins to write it down, with its proofs. What is in memory does not grow with what is written. */
export async function exportEvents(services: Services, wish: ExportWish): Promise<Export> {
  const { read, now } = services;
  await sealLog(services);
  const { size, note } = await makeCheckpoint(services);
  const key = await getLogKey(services);
  const tree = openTree(read, size);
  const format = formats[wish.format];
  const begunAt = now();
  const at = new Date(begunAt).toISOString();
  const pieces = writeBundle({
    head: await headOf(services, wish, { tree, checkpoint: note, exportedAt: at }),
    format,
    batches: unforgotten(batchesOf(services, wish, size), begunAt),
    tree,
    origin: key.origin,
    sign: (text) => signNote(services, key, text),
  });
  const fileName = `${fileNames[wish.scope]}-${at.slice(0, 10)}.${format.fileEnding}`;
  return { mediaType: format.mediaType, fileName, size, pieces };
}

async function headOf(
  { config }: World,
  wish: ExportWish,
  { tree, checkpoint, exportedAt }: { tree: Tree; checkpoint: string; exportedAt: string },
): Promise<BundleHead> {
  const { scope, accountId, organizationId, since, readableDays } = wish;
  const filter = filterOf(wish);
  const canContinue = since !== undefined && since <= tree.size;
  const proof = canContinue ? await consistencyProof(tree, since) : [];
  return {
    format: "mortise-log-bundle/1",
    checkpoint,
    scope,
    ...(scope === "account" && accountId !== undefined && { account: accountId }),
    ...(organizationId !== undefined && { organization: organizationId }),
    ...(filter && { filter }),
    exportedAt,
    retentionDays: Math.max(config.eventRetentionDays, readableDays ?? 0),
    ...(canContinue && { since: { size: since, proof: proof.map(toBase64) } }),
  };
}

function filterOf({ scope, accountId, type, kind, from, to }: ExportWish): Record<string, string> | undefined {
  const filter = {
    ...(scope === "organization" && accountId !== undefined && { account: accountId }),
    ...(type !== undefined && { type }),
    ...(kind && { kind }),
    ...(from !== undefined && { from: new Date(from).toISOString() }),
    ...(to !== undefined && { to: new Date(to).toISOString() }),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}

function batchesOf(services: Services, wish: ExportWish, size: number): AsyncIterable<LeafWithEvent[]> {
  const { scope, accountId, organizationId, from, to, readableDays } = wish;
  const types = typesWanted(wish);
  const isWhole = accountId === undefined && !types && from === undefined && to === undefined;
  if (scope === "deployment" && isWhole) return everyLeaf(services, size);
  const readableFrom = readableDays === undefined ? undefined : decideReadableFrom(services.now(), readableDays);
  const since = Math.max(from ?? 0, readableFrom ?? 0);
  return chosenLeaves(services, { accountId, organizationId, types, from: since, to }, size);
}

// The deletion or expiry that explains it would stand behind the checkpoint: an honest export would look tampered with.
async function* unforgotten(batches: AsyncIterable<LeafWithEvent[]>, begunAt: number): AsyncGenerator<LeafWithEvent[]> {
  for await (const batch of batches) {
    if (batch.some((leaf) => isForgottenSince(leaf, begunAt)))
      throw new Error("An event was forgotten while it was exported.");
    yield batch;
  }
}

async function* everyLeaf({ read }: View, size: number): AsyncGenerator<LeafWithEvent[]> {
  for (let from = 0; ;) {
    const batch = await listLeaves(read, from, size, batchSize);
    if (batch.length === 0) return;
    yield batch;
    from = batch.at(-1)!.leafIndex + 1;
  }
}

// Events are found in the order they happened and shown in the order they were sealed: their places, eight bytes each, are kept.
async function* chosenLeaves({ read }: View, filter: ExportFilter, size: number): AsyncGenerator<LeafWithEvent[]> {
  const places: number[] = [];
  for (let after = ""; ;) {
    const found = await listPlaces(read, filter, { below: size, after, limit: 5000 });
    for (const { leafIndex } of found) places.push(leafIndex);
    if (found.length < 5000) break;
    after = found.at(-1)!.id;
  }
  places.sort((a, b) => a - b);
  for (let at = 0; at < places.length; at += batchSize)
    yield await listLeavesAt(read, places.slice(at, at + batchSize));
}
