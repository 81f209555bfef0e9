import type { AlertCategory } from "../vocabulary/events/log.ts";
import { describeEvent } from "../audit/describe-event.ts";
import { readShownPlace, type ShownPlace } from "../audit/list-events.ts";
import { findEvents, type SealedEvent } from "../audit/sealed-events.ts";
import { type KnownAccount, listKnownAccounts } from "../accounts/known-accounts.ts";
import type { Reader } from "../database/database.ts";
import { inTurn } from "../database/sweep.ts";
import { decideAlertsKeptSince } from "../rules/alerts/timing.ts";
import { decideTellsWhereabouts } from "../rules/log/reading.ts";
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
  const { at, accountId } = event;
  const { actor, text } = describeEvent(event, (id) => (id === accountId ? owner : undefined));
  return { at, actor, text, ...whereaboutsFor(accountId ?? "", event) };
}

/** Where an event was done from, as far as it is this account's business. */
export function whereaboutsFor(accountId: string, event: SealedEvent): Pick<ToldEvent, "ip" | "device" | "location"> {
  const { ip, device, place } = event;
  const isTold = decideTellsWhereabouts(event, { scope: "account", accountId });
  return isTold ? { ip, device, location: readShownPlace(place) } : { ip: null, device: null, location: null };
}

// Of what others did in an organization they are named.
function tellReader(event: SealedEvent, readerId: string, known: ReadonlyMap<string, KnownAccount>): ToldEvent {
  if (event.organizationId === null) return tellOwner(event, "You");
  const { actor, text } = describeEvent(event, (id) => (id === readerId ? "You" : known.get(id)?.name));
  return { at: event.at, actor, text, ...whereaboutsFor(readerId, event) };
}

/** An account's alerts, newest first. */
export async function listAlerts(
  read: Reader,
  page: { accountId: string; before?: string | undefined; limit: number },
): Promise<Alert[]> {
  const rows = await listAlertRows(read, page);
  const events = await findEvents(read, rows.map(shownEventOf));
  const known = await listKnownAccounts(
    read,
    [...events.values()].filter(({ organizationId }) => organizationId !== null),
  );
  return rows.map((row) => toAlert(row, events.get(shownEventOf(row)), known));
}

const shownEventOf = ({ eventId, shownEventId }: AlertRow): string => shownEventId ?? eventId;

function toAlert(row: AlertRow, event: SealedEvent | undefined, known: ReadonlyMap<string, KnownAccount>): Alert {
  const { id, accountId, category, createdAt, readAt } = row;
  // Events are kept longer than alerts; should one be gone all the same, the alert says as much as it knows.
  const gone = { at: createdAt, actor: "Someone", text: "did something that is forgotten by now" };
  const told = event ? tellReader(event, accountId, known) : { ...gone, ip: null, device: null, location: null };
  const about = { id, eventId: shownEventOf(row), category: category as AlertCategory, readAt };
  return { ...told, ...about, type: event?.type ?? "", sessionId: event?.sessionId ?? null };
}

export function countUnreadAlerts(read: Reader, accountId: string): Promise<number> {
  return countUnread(read, accountId);
}

/** Marks alerts as read: all, or those up to one. Answers how many are left. */
export function readAlerts(services: Services, accountId: string, upTo: string | undefined): Promise<number> {
  return services.transact(async ({ tx }) => {
    await markRead(tx, accountId, upTo, services.now());
    return countUnread(tx, accountId);
  }, "crash");
}

/** Forgets alerts that are older than the sign-in history, and links a day after they stopped working. */
export const sweepAlerts = inTurn(
  (tx, now, most) => deleteAlertsBefore(tx, decideAlertsKeptSince(now), most),
  (tx, now, most) => deleteLinksBefore(tx, now - 24 * 60 * 60 * 1000, most),
);
