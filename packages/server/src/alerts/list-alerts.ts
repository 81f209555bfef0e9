import type { AlertCategory } from "../audit/catalogue/log.ts";
import { describeEvent } from "../audit/describe-event.ts";
import { readShownPlace, type ShownPlace } from "../audit/list-events.ts";
import { findEvents, type SealedEvent } from "../audit/sealed-events.ts";
import type { Reader, Tx } from "../database/database.ts";
import { decideAlertsKeptSince } from "../rules/alert-timing.ts";
import type { Services } from "../services.ts";
import { type AlertRow, countUnread, deleteAlertsBefore, listAlertRows, markRead } from "./alerts.sql.ts";
import { deleteLinksBefore } from "./not-me-links.sql.ts";

/** What an alert says of its event. */
export interface ToldEvent {
  readonly at: number;
  readonly actor: string;
  readonly text: string;
  readonly ip: string | null;
  readonly location: ShownPlace | null;
  readonly device: string | null;
}

export interface Alert extends ToldEvent {
  readonly id: string;
  readonly category: AlertCategory;
  readonly type: string;
  readonly eventId: string;
  readonly readAt: number | null;
  readonly sessionId: string | null;
}

/** An event as its account's owner reads it; `owner` is how they are called in it. */
export function tellOwner(event: SealedEvent, owner: "You" | "Someone"): ToldEvent {
  const { at, ip, device, accountId } = event;
  const { actor, text } = describeEvent(event, (id) => (id === accountId ? owner : undefined));
  return { at, actor, text, ip, device, location: readShownPlace(event.place) };
}

/** An account's alerts, newest first. */
export async function listAlerts(
  read: Reader,
  page: { accountId: string; before?: string | undefined; limit: number },
): Promise<Alert[]> {
  const rows = await listAlertRows(read, page);
  const events = await findEvents(
    read,
    rows.map(({ eventId }) => eventId),
  );
  return rows.map((row) => toAlert(row, events.get(row.eventId)));
}

function toAlert({ id, eventId, category, createdAt, readAt }: AlertRow, event: SealedEvent | undefined): Alert {
  // Events are kept longer than alerts; should one be gone all the same, the alert says as much as it knows.
  const gone = { at: createdAt, actor: "Someone", text: "did something that is forgotten by now" };
  const told = event ? tellOwner(event, "You") : { ...gone, ip: null, device: null, location: null };
  const about = { id, eventId, category: category as AlertCategory, readAt };
  return { ...told, ...about, type: event?.type ?? "", sessionId: event?.sessionId ?? null };
}

export function countUnreadAlerts(read: Reader, accountId: string): Promise<number> {
  return countUnread(read, accountId);
}

/** Marks alerts as read: all, or those up to one. Answers how many are left. */
export function readAlerts(services: Services, accountId: string, upTo: string | undefined): Promise<number> {
  return services.transact(async (tx) => {
    await markRead(tx, accountId, upTo, services.now());
    return countUnread(tx, accountId);
  }, "crash");
}

/** Forgets alerts that are older than the sign-in history, and links a day after they stopped working. */
export async function sweepAlerts(tx: Tx, now: number): Promise<void> {
  await deleteAlertsBefore(tx, decideAlertsKeptSince(now));
  await deleteLinksBefore(tx, now - 24 * 60 * 60 * 1000);
}
