import { dayIn, startOfDay } from "./local-days.ts";
import type { PolicyValues, RequiredSecondFactor } from "../../../vocabulary/policies.ts";

/** A required second factor as it is kept. */
export type StoredSecondFactor = PolicyValues["secondFactor"] & { readonly since: RequiredSince };

/** Since when each level is asked for; null: it is not. */
export interface RequiredSince {
  readonly twoFactor: number | null;
  readonly phishingResistant: number | null;
}

/** Since when each level is asked for, when this is asked for now: what was asked for before keeps its date. */
export function isRequiredSince(
  required: RequiredSecondFactor,
  before: StoredSecondFactor | undefined,
  now: number,
): RequiredSince {
  if (required === "none") return { twoFactor: null, phishingResistant: null };
  const twoFactor = before?.since.twoFactor ?? now;
  if (required === "two-factor") return { twoFactor, phishingResistant: null };
  return { twoFactor, phishingResistant: before?.since.phishingResistant ?? now };
}

/**
 * When a grace period is over. It begins with the demand, or with joining, and is over when the day so many days later has
 * ended in the organization's time zone; of no days, it is over when it begins.
 */
export function decideGraceEnd(since: number, joinedAt: number, graceDays: number, timeZone: string): number {
  const begins = Math.max(since, joinedAt);
  if (graceDays === 0) return begins;
  const { year, month, date } = dayIn(begins, timeZone);
  return startOfDay(Date.UTC(year, month, date + graceDays + 1), timeZone);
}
