import { type Outcome } from "../vocabulary/states.ts";
import type { Reader } from "../database/database.ts";
import { type EventFilter, type EventRow, hasEventOf, listEventRows } from "./events.sql.ts";
import type { Place } from "../vocabulary/whereabouts.ts";
import type { SignInMethod } from "../vocabulary/events/words.ts";
import type { EventKind } from "../vocabulary/events/define.ts";
import { type EventData, type EventType, typesOfKind } from "../vocabulary/events/catalogue.ts";

/** An event as it is stored; `data` and `place` are JSON. */
export type ListedEvent = EventRow;

export interface ListedEvents extends Omit<EventFilter, "types" | "method"> {
  readonly type?: string | undefined;
  readonly kind?: EventKind | undefined;
}

/** An account's events, or the whole deployment's, newest first. */
export function listEvents(read: Reader, { type, kind, ...filter }: ListedEvents): Promise<EventRow[]> {
  return listEventRows(read, { ...filter, types: typesWanted({ type, kind }) });
}

/** Whether something of the kind ever happened to an account. */
export function hasHappenedTo(read: Reader, accountId: string, type: EventType): Promise<boolean> {
  return hasEventOf(read, accountId, type);
}

/** The types a filter lets through; undefined for all. */
export function typesWanted({ type, kind }: Pick<ListedEvents, "type" | "kind">): readonly string[] | undefined {
  if (!kind) return type === undefined ? undefined : [type];
  return typesOfKind(kind).filter((each) => type === undefined || each === type);
}

/** A place as it was known when something happened. */
export type ShownPlace = Pick<Place, "text" | "country" | "precision">;

export function readShownPlace(place: string | null): ShownPlace | null {
  if (place === null) return null;
  const { text, country, precision } = JSON.parse(place) as ShownPlace;
  return { text, country, precision };
}

/** One try to sign in, as the person sees it. */
export interface SignInRecord {
  readonly id: string;
  readonly at: number;
  readonly method: SignInMethod;
  readonly factor: string | null;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly ip: string | null;
  readonly device: string | null;
  readonly location: ShownPlace | null;
  readonly sessionId?: string;
}

const historyDays = 90;

export interface HistoryFilter {
  readonly accountId: string;
  readonly outcome?: Outcome | undefined;
  readonly method?: SignInMethod | undefined;
  /** Unix milliseconds; never further back than 90 days. */
  readonly from?: number | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  readonly now: number;
}

/** Every try to sign in of the last 90 days, newest first. */
export async function listHistory(
  read: Reader,
  { outcome, now, from = 0, ...filter }: HistoryFilter,
): Promise<SignInRecord[]> {
  const types =
    outcome === "success"
      ? ["sign-in.accepted"]
      : outcome === "failure"
        ? ["sign-in.rejected"]
        : ["sign-in.accepted", "sign-in.rejected"];
  const oldest = now - historyDays * 24 * 60 * 60 * 1000;
  const rows = await listEventRows(read, { ...filter, types, from: Math.max(from, oldest) });
  return rows.map(toSignInRecord);
}

function toSignInRecord(row: EventRow): SignInRecord {
  const accepted = row.type === "sign-in.accepted";
  const data = JSON.parse(row.data) as EventData["sign-in.accepted"] & Partial<EventData["sign-in.rejected"]>;
  return {
    id: row.id,
    at: row.at,
    method: data.method,
    factor: data.factor,
    outcome: accepted ? "success" : "failure",
    ...(data.reason && { reason: data.reason }),
    ip: row.ip,
    device: row.device,
    location: readShownPlace(row.place),
    ...(accepted && row.sessionId && { sessionId: row.sessionId }),
  };
}
