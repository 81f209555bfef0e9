const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Of the night, in UTC. */
const checkHour = 2;
/** Events are sealed within seconds. So far apart may the clocks of servers be, and so long a server may take. */
const tolerance = hour;

/** Whether the log is to be checked: once a day, from two at night on. */
export function isCheckDue(checkedAt: number | null, now: number): boolean {
  const dueAt = Math.floor(now / day) * day + checkHour * hour;
  return now >= dueAt && (checkedAt ?? 0) < dueAt;
}

/** Before this an event that is not in the log yet has waited too long. */
export function unsealedSince(now: number): number {
  return now - tolerance;
}

/** Whether an entry says it happened long before one that stands before it, so that it was put in later. */
export function isBackdated(at: number, latestBefore: number): boolean {
  return at < latestBefore - tolerance;
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
