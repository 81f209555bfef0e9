import type { HeldPolicies } from "../policies/held/held-policies.ts";
import { isAhead } from "../../vocabulary/instants.ts";
import { decideFlagIgnored } from "./restoring.ts";

export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

/** The strictest of the deployment's limits and those an account is held to. */
export function decideLimits(limits: SessionLimits, { idleSeconds, absoluteSeconds }: HeldPolicies): SessionLimits {
  if (!idleSeconds && !absoluteSeconds) return limits;
  return {
    idleSeconds: Math.min(limits.idleSeconds, idleSeconds?.value ?? Infinity),
    absoluteSeconds: Math.min(limits.absoluteSeconds, absoluteSeconds?.value ?? Infinity),
  };
}

/** When a session that was last seen then, and has that absolute end, ends for idleness. */
export function decideIdleExpiry(
  lastSeenAt: number,
  expiresAt: number,
  { idleSeconds }: Pick<SessionLimits, "idleSeconds">,
): number {
  return Math.min(lastSeenAt + idleSeconds * 1000, expiresAt);
}

/** When a session ends in any case. It was opened under the deployment's limit; a stricter one holds for it as well. */
export function decideAbsoluteExpiry(
  { createdAt, expiresAt }: { createdAt: number; expiresAt: number },
  { absoluteSeconds }: Pick<SessionLimits, "absoluteSeconds">,
): number {
  return Math.min(expiresAt, createdAt + absoluteSeconds * 1000);
}

/** Whether a session still lives. */
export function decideSessionAlive(
  session: { createdAt: number; lastSeenAt: number; expiresAt: number; flaggedAt: number | null },
  limits: SessionLimits,
  now: number,
): boolean {
  const expiresAt = decideAbsoluteExpiry(session, limits);
  return now < decideIdleExpiry(session.lastSeenAt, expiresAt, limits) && !decideFlagIgnored(session.flaggedAt, now);
}

/** Whether "last activity" is old enough to be written again: once a minute, and four times within an idle limit of less. */
export function decideTouch(
  lastSeenAt: number,
  now: number,
  { idleSeconds }: Pick<SessionLimits, "idleSeconds">,
): boolean {
  return now - lastSeenAt >= Math.min(60_000, idleSeconds * 250) || isAhead(lastSeenAt, now);
}
