import type { Selectable } from "kysely";
import type { Reader, Tx } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { statement } from "../database/statement.ts";

export type EventRow = Selectable<Tables["events"]>;

type NewEventRow = Omit<EventRow, "leafIndex">;

const insert = statement<NewEventRow>((on, value) =>
  on.insertInto("events").values({
    id: value("id"),
    at: value("at"),
    type: value("type"),
    accountId: value("accountId"),
    actorKind: value("actorKind"),
    actorId: value("actorId"),
    sessionId: value("sessionId"),
    requestId: value("requestId"),
    ip: value("ip"),
    device: value("device"),
    place: value("place"),
    data: value("data"),
    organizationId: value("organizationId"),
  }),
);

export async function insertEvent(tx: Tx, event: NewEventRow): Promise<void> {
  await insert.run(tx, event);
}

export interface EventFilter {
  readonly accountId: string;
  readonly types?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  /** Only events older than this id. */
  readonly before?: string;
  readonly limit: number;
}

/** An account's events, newest first. */
export function listEventRows(
  read: Reader,
  { accountId, types, from, to, before, limit }: EventFilter,
): Promise<EventRow[]> {
  let query = read.selectFrom("events").selectAll().where("accountId", "=", accountId);
  if (types) query = query.where("type", "in", types);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit).execute();
}

/** Takes what names a person out of an erased account's events; that they happened stays. */
export async function eraseEventDetails(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable("events")
    .set({ ip: null, device: null, place: null, data: "{}" })
    .where("accountId", "=", accountId)
    .execute();
}
