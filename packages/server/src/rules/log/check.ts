import { isAhead } from "../../vocabulary/instants.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Of the night, in UTC. */
const checkHour = 2;
/** Events are sealed within seconds. So far apart may the clocks of servers be, and so long a server may take. */
const tolerance = hour;

/** Whether the log is to be checked: once a day, from two at night on. */
export function isCheckDue(checkedAt: number | null, now: number): boolean {
  const dueAt = Math.floor(now / day) * day + checkHour * hour;
  return now >= dueAt && asOf(checkedAt, now) < dueAt;
}

// A check by a clock ahead says nothing of when the last one was.
function asOf(checkedAt: number | null, now: number): number {
  return checkedAt === null || isAhead(checkedAt, now) ? 0 : checkedAt;
}

export interface CheckFacts {
  readonly size: number;
  readonly checkedAt: number | null;
  readonly checkedSize: number | null;
  /** What the last check found. */
  readonly problem: string | null;
}

/** So many events are checked in a second or two. */
const smallSize = 20_000;
const smallApart = 5 * 60 * 1000;

/** Whether a log that is small enough has grown since it was checked a while ago. */
export function isSmallCheckDue({ size, checkedAt, checkedSize }: CheckFacts, now: number): boolean {
  return size <= smallSize && size > (checkedSize ?? 0) && now - asOf(checkedAt, now) >= smallApart;
}

/** Whether what a check found is told: at once when it is new, and again each night. */
export function mustTell(problem: string, before: CheckFacts, now: number): boolean {
  return problem !== before.problem || isCheckDue(before.checkedAt, now);
}

/** Before this an event that is not in the log yet has waited too long. */
export function unsealedSince(now: number): number {
  return now - tolerance;
}

/** Whether an entry says it happened long before one that stands before it, so that it was put in later. */
export function isBackdated(at: number, latestBefore: number): boolean {
  return at < latestBefore - tolerance;
}

/** Whether a clock that was set back explains why entries from `earliest` on say less than `latest`, which stands before them. */
export function explainsBackdated(
  { from, to }: { readonly from: number; readonly to: number },
  { earliest, latest }: { readonly earliest: number; readonly latest: number },
): boolean {
  return to < from && from >= latest - tolerance && earliest >= to - tolerance;
}

export interface ExpiryFacts {
  /** When it happened. */
  readonly at: number;
  /** Up to when events were forgotten, as the log itself says; null when none ever were. */
  readonly forgottenBefore: number | null;
}

/** Whether what an entry said may have been forgotten. */
export function mayBeExpired({ at, forgottenBefore }: ExpiryFacts): boolean {
  return forgottenBefore !== null && at < forgottenBefore;
}
