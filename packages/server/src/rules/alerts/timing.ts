import { isAhead } from "../../vocabulary/instants.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** So many failed sign-ins within a day are told. */
export const failuresTold = 5;

/** How far back failed sign-ins count. */
export function decideFailuresSince(at: number): number {
  return at - day;
}

/** Whether failed sign-ins are told now: from the fifth of a day on, and no more than once an hour. */
export function decideFailureDue(failures: number, lastToldAt: number | null, now: number): boolean {
  return failures >= failuresTold && (lastToldAt === null || isAhead(lastToldAt, now) || now - lastToldAt >= hour);
}

/** How far back a place counts as one the account was used from. */
export function decidePlacesSince(at: number): number {
  return at - 90 * day;
}

interface SeenPlace {
  readonly country: string;
  readonly region?: string;
}

/** Whether a place is new: its country was not seen, or its part of the country where that is known. Nothing is new to what is unknown. */
export function decideNewPlace(place: SeenPlace | null, seen: readonly SeenPlace[]): boolean {
  if (!place || seen.length === 0) return false;
  const near = seen.filter(({ country }) => country === place.country);
  if (near.length === 0) return true;
  const regions = near.flatMap(({ region }) => (region === undefined ? [] : [region]));
  return place.region !== undefined && regions.length > 0 && !regions.includes(place.region);
}

/** What happened longer ago is told to nobody any more. */
export function decideTooOld(at: number, now: number): boolean {
  return now - at > day;
}

/** Alerts in the app are kept as long as the sign-in history. */
export function decideAlertsKeptSince(now: number): number {
  return now - 90 * day;
}
