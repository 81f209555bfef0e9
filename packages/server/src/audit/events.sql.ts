import type { ExpressionBuilder, Selectable } from "kysely";
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
  /** Whose; absent for the whole deployment's. */
  readonly accountId?: string | undefined;
  /** Only what happened in this organization. */
  readonly organizationId?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Unix milliseconds: at or after. */
  readonly from?: number | undefined;
  /** Before. */
  readonly to?: number | undefined;
  /** Only events older than this id. */
  readonly before?: string | undefined;
  readonly method?: string | undefined;
  readonly limit: number;
}

/** Whose events: in an organization those they had a hand in as well, elsewhere those that happened to their account. */
export function isAbout(accountId: string, organizationId: string | undefined) {
  return ({ or, eb }: ExpressionBuilder<Tables, "events">) =>
    organizationId === undefined
      ? eb("accountId", "=", accountId)
      : or([eb("accountId", "=", accountId), eb("actorId", "=", accountId)]);
}

/** Events, newest first. */
export function listEventRows(read: Reader, filter: EventFilter): Promise<EventRow[]> {
  const { accountId, organizationId, types, from, to, before, method, limit } = filter;
  let query = read.selectFrom("events").selectAll();
  if (accountId !== undefined) query = query.where(isAbout(accountId, organizationId));
  if (organizationId !== undefined) query = query.where("organizationId", "=", organizationId);
  if (types) query = query.where("type", "in", types);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<", to);
  if (before !== undefined) query = query.where("id", "<", before);
  // What a sign-in carries holds no text that people choose.
  if (method !== undefined) query = query.where("data", "like", `%"method":"${method}"%`);
  return query.orderBy("id", "desc").limit(limit).execute();
}

const findOfType = statement<{ accountId: string; type: string }, { id: string }>((on, value) =>
  on
    .selectFrom("events")
    .select("id")
    .where("accountId", "=", value("accountId"))
    .where("type", "=", value("type"))
    .limit(1),
);

export async function hasEventOf(read: Reader, accountId: string, type: string): Promise<boolean> {
  return (await findOfType.first(read, { accountId, type })) !== undefined;
}

/** Takes what names a person out of an erased account's events; that they happened stays. */
export async function eraseEventDetails(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable("events")
    .set({ ip: null, device: null, place: null, data: "{}" })
    .where("accountId", "=", accountId)
    .execute();
}
