import type { Reader } from "../database/database.ts";
import { eraseEventDetails, type EventFilter, type EventRow, listEventRows } from "./events.sql.ts";
import type { Place } from "../services.ts";
import type { SignInMethod } from "./catalogue/words.ts";
import type { EventData } from "./events.ts";

/** The account's security events, newest first. */
export function listEvents(read: Reader, filter: EventFilter): Promise<EventRow[]> {
  return listEventRows(read, filter);
}

/** A place as it was known when something happened. */
export type ShownPlace = Pick<Place, "text" | "country" | "precision">;

export function readShownPlace(place: string | null): ShownPlace | null {
  return place === null ? null : (JSON.parse(place) as ShownPlace);
}

/** One try to sign in, as the person sees it. */
export interface SignInRecord {
  readonly id: string;
  readonly at: number;
  readonly method: SignInMethod;
  readonly factor: string | null;
  readonly outcome: "success" | "failure";
  readonly reason?: string;
  readonly ip: string | null;
  readonly device: string | null;
  readonly location: ShownPlace | null;
  readonly sessionId?: string;
}

const historyDays = 90;

export interface HistoryFilter {
  readonly accountId: string;
  readonly outcome?: "success" | "failure";
  readonly before?: string;
  readonly limit: number;
  readonly now: number;
}

/** Every try to sign in of the last 90 days, newest first. */
export async function listHistory(read: Reader, { outcome, now, ...filter }: HistoryFilter): Promise<SignInRecord[]> {
  const types =
    outcome === "success"
      ? ["sign-in.accepted"]
      : outcome === "failure"
        ? ["sign-in.rejected"]
        : ["sign-in.accepted", "sign-in.rejected"];
  const rows = await listEventRows(read, { ...filter, types, from: now - historyDays * 24 * 60 * 60 * 1000 });
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

export { eraseEventDetails };
