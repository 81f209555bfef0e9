import type { PolicyValues, RequiredSecondFactor } from "./policies.ts";

const day = 24 * 60 * 60 * 1000;

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

/** The first instant of a day, given as its midnight in UTC, in a time zone. */
function startOfDay(midnight: number, timeZone: string): number {
  let at = midnight - offsetAt(midnight, timeZone);
  // The offset may be another one by then: at most one change lies between.
  at = midnight - offsetAt(at, timeZone);
  // Where clocks skip midnight, the day begins an hour later.
  return utcDay(at, timeZone) < midnight ? at + firstOfDay(at, midnight, timeZone) : at;
}

function firstOfDay(at: number, midnight: number, timeZone: string): number {
  const step = 15 * 60 * 1000;
  for (let later = step; later <= day; later += step) if (utcDay(at + later, timeZone) >= midnight) return later;
  return 0;
}

function utcDay(at: number, timeZone: string): number {
  const { year, month, date } = dayIn(at, timeZone);
  return Date.UTC(year, month, date);
}

function dayIn(at: number, timeZone: string): { year: number; month: number; date: number } {
  const shifted = new Date(at + offsetAt(at, timeZone));
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth(), date: shifted.getUTCDate() };
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    dateStyle: "short",
    timeStyle: "medium",
  });
  const of = new Map(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const year = 2000 + (of.get("year") ?? 0);
  const local = Date.UTC(
    year,
    (of.get("month") ?? 1) - 1,
    of.get("day"),
    of.get("hour"),
    of.get("minute"),
    of.get("second"),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** Whether a text names a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: text });
    return !/^[+-]/.test(text);
  } catch {
    return false;
  }
}
