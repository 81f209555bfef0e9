import { decideFlagIgnored } from "./restoring-trust.ts";

export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** When a session that was last seen then, and has that absolute end, ends for idleness. */
export function decideIdleExpiry(lastSeenAt: number, expiresAt: number, limits: SessionLimits): number {
  return Math.min(lastSeenAt + limits.idleSeconds * 1000, expiresAt);
}

/** Whether a session still lives. */
export function decideSessionAlive(
  { lastSeenAt, expiresAt, flaggedAt }: { lastSeenAt: number; expiresAt: number; flaggedAt: number | null },
  limits: SessionLimits,
  now: number,
): boolean {
  return now < decideIdleExpiry(lastSeenAt, expiresAt, limits) && !decideFlagIgnored(flaggedAt, now);
}

/** Whether "last activity" is old enough to be written again: at most once a minute. */
export function decideTouch(lastSeenAt: number, now: number): boolean {
  return now - lastSeenAt >= 60_000;
}
