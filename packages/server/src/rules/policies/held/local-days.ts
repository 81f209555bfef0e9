const day = 24 * 60 * 60 * 1000;

/** The first instant of a day, given as its midnight in UTC, in a time zone. */
export function startOfDay(midnight: number, timeZone: string): number {
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

/** The day an instant falls on in a time zone. */
export function dayIn(at: number, timeZone: string): { year: number; month: number; date: number } {
  const shifted = new Date(at + offsetAt(at, timeZone));
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth(), date: shifted.getUTCDate() };
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  const of = new Map(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(
    of.get("year") ?? 0,
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
