/**
 * Clocks of servers may be so far apart, in milliseconds. An instant further ahead than that, beyond what it may be ahead by
 * itself, was written by a clock that has been set back since.
 */
export const clockTolerance = 5 * 60 * 1000;

/** The latest an instant can be that was written by a clock like this one. `by` is what it may be ahead by itself, such as a lock's length. */
export function latestPossible(now: number, by = 0): number {
  return now + by + clockTolerance;
}

/** Whether an instant lies further ahead than it can: it then holds nobody up, and proves nothing. */
export function isAhead(at: number, now: number, by = 0): boolean {
  return at > latestPossible(now, by);
}
