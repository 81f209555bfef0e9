import { isAbout } from "../../events.sql.ts";
import type { Reader } from "../../../database/database.ts";

/** A leaf with the event behind it; the event's columns are null when it is gone. */
export interface LeafWithEvent {
  readonly leafIndex: number;
  readonly leafEventId: string;
  readonly leafAt: number;
  readonly accountNumber: number | null;
  readonly organizationNumber: number | null;
  readonly salts: Uint8Array | null;
  readonly outlineHash: Uint8Array;
  readonly detailsHash: Uint8Array;
  readonly erasedAt: number | null;
  readonly expiredAt: number | null;
  readonly id: string | null;
  readonly at: number | null;
  readonly type: string | null;
  readonly accountId: string | null;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  readonly organizationId: string | null;
  readonly ip: string | null;
  readonly device: string | null;
  readonly place: string | null;
  readonly data: string | null;
}

/** Which sealed events an export holds. Instants are Unix milliseconds. */
export interface ExportFilter {
  readonly accountId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const leaves = (read: Reader) =>
  read
    .selectFrom("logLeaves")
    .leftJoin("events", "events.leafIndex", "logLeaves.leafIndex")
    .select([
      "logLeaves.leafIndex",
      "logLeaves.eventId as leafEventId",
      "logLeaves.at as leafAt",
      "logLeaves.accountNumber",
      "logLeaves.organizationNumber",
      "logLeaves.salts",
      "logLeaves.outlineHash",
      "logLeaves.detailsHash",
      "logLeaves.erasedAt",
      "logLeaves.expiredAt",
    ])
    .select(["events.id", "events.at", "events.type", "events.accountId", "events.actorKind", "events.actorId"])
    .select(["events.sessionId", "events.requestId", "events.organizationId", "events.ip", "events.device"])
    .select(["events.place", "events.data"]);

/** Every leaf from one place on, in order. */
export function listLeaves(read: Reader, from: number, below: number, limit: number): Promise<LeafWithEvent[]> {
  return leaves(read)
    .where("logLeaves.leafIndex", ">=", from)
    .where("logLeaves.leafIndex", "<", below)
    .orderBy("logLeaves.leafIndex")
    .limit(limit)
    .execute();
}

/** The leaves at these places, in order. */
export function listLeavesAt(read: Reader, indexes: readonly number[]): Promise<LeafWithEvent[]> {
  return leaves(read).where("logLeaves.leafIndex", "in", indexes).orderBy("logLeaves.leafIndex").execute();
}

/** The places of the sealed events a filter lets through, unsorted, a page at a time by event id. */
export async function listPlaces(
  read: Reader,
  { accountId, organizationId, types, from, to }: ExportFilter,
  { below, after, limit }: { below: number; after: string; limit: number },
): Promise<{ id: string; leafIndex: number }[]> {
  let query = read
    .selectFrom("events")
    .select(["id", "leafIndex"])
    .where("leafIndex", "is not", null)
    .where("leafIndex", "<", below)
    .where("id", ">", after);
  if (accountId !== undefined) query = query.where(isAbout(accountId, organizationId));
  if (organizationId !== undefined) query = query.where("organizationId", "=", organizationId);
  if (types) query = query.where("type", "in", types);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  const rows = await query.orderBy("id").limit(limit).execute();
  return rows.map(({ id, leafIndex }) => ({ id, leafIndex: leafIndex ?? 0 }));
}
