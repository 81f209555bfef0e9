/** Tries an attempt has: the sixth is never judged. */
export const triesPerAttempt = 5;

/** Wrong tries of one kind in the window before a wait. */
export const triesPerBudget = 10;
/** Wrong tries of one kind over all devices and sessions an account knows: each has a budget of its own, all together have this. */
export const triesPerAccount = 50;
export const budgetWindowSeconds = 15 * 60;

/**
 * Wrong tries in a row of one kind, however long they take, after which none is judged (SP 800-63B-4 §3.2.2): strangers have
 * these together, and so have the devices and sessions an account knows.
 */
export const triesInARow = 100;
/** How long a row of wrong tries is remembered that nobody adds to. */
export const rowMemorySeconds = 400 * 24 * 60 * 60;

/** Locks are forgotten after a day without one. */
export const lockMemorySeconds = 24 * 60 * 60;

export const longestLockSeconds = 60 * 60;

/** How long the `locks`-th lock lasts: 15 minutes, doubling up to an hour. `locks` counts from 1. */
export function decideLockSeconds(locks: number): number {
  return Math.min(15 * 60 * 2 ** (locks - 1), longestLockSeconds);
}

/** Requests a caller may make in a window. */
export interface Throttle {
  readonly name: string;
  readonly per: "address" | "session";
  readonly limit: number;
  readonly windowSeconds: number;
}

/** How often one organization asks one of its members for a new password. */
export const requiredResets = { limit: 3, windowSeconds: 24 * 60 * 60 } as const;

/** Whether one more request fits, given the count that includes it. Answers the seconds to wait, or null. */
export function decideThrottle(
  throttle: Pick<Throttle, "limit" | "windowSeconds">,
  counted: { count: number; windowStartedAt: number },
  now: number,
): number | null {
  if (counted.count <= throttle.limit) return null;
  return Math.max(1, Math.ceil((counted.windowStartedAt + throttle.windowSeconds * 1000 - now) / 1000));
}
