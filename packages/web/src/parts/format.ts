import { partsText } from "./strings.ts";

const dayMs = 86_400_000;

function locale(): string {
  return "document" in globalThis ? document.documentElement.lang : "en-GB";
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale(), options);
}

/** "8 Jan 2026" */
export function day(at: string): string {
  return formatter({ day: "numeric", month: "short", year: "numeric" }).format(new Date(at));
}

/** The last day before an instant that is the end of a day: of midnight, the day that has just ended. */
export function lastDay(before: string): string {
  return day(new Date(Date.parse(before) - 1).toISOString());
}

/** "14:20" */
export function clock(at: string): string {
  return formatter({ hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

/** Day and time, the year only when it isn't this one: "16 Nov, 09:04". */
export function dayAndTime(at: string, now: number): string {
  const date = new Date(at);
  const thisYear = date.getFullYear() === new Date(now).getFullYear();
  const daySpan = formatter({ day: "numeric", month: "short", ...(!thisYear && { year: "numeric" }) }).format(date);
  return `${daySpan}, ${clock(at)}`;
}

/** With seconds, in the zone asked for: "17 Nov, 13:41:08". */
export function exact(at: string, zone: "utc" | "local"): string {
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  const date = new Date(at);
  const daySpan = formatter({ day: "numeric", month: "short", ...timeZone }).format(date);
  const time = formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit", ...timeZone }).format(date);
  return `${daySpan}, ${time}`;
}

const inZone = (zone: "utc" | "local") => (zone === "utc" ? { timeZone: "UTC" } : {});

/** "13:41:08", in the zone asked for. */
export function clockWithSeconds(at: string, zone: "utc" | "local"): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return formatter({ ...parts, ...inZone(zone) }).format(new Date(at));
}

/** "Today, 17 November", "Saturday 14 November"; the year only when it isn't this one. */
export function dayHeading(at: string, zone: "utc" | "local", now: number): string {
  const parts = { day: "numeric", month: "long", ...inZone(zone) } as const;
  const whole = formatter({ ...parts, year: "numeric" });
  const name = whole.format(new Date(at));
  const relativeDay = [now, now - dayMs].findIndex((instant) => whole.format(instant) === name);
  const sameYear = yearIn(new Date(at), zone) === yearIn(new Date(now), zone);
  if (relativeDay === -1) {
    return formatter({ ...parts, weekday: "long", ...(!sameYear && { year: "numeric" }) }).format(new Date(at));
  }
  const plain = formatter(parts).format(new Date(at));
  return relativeDay === 0 ? partsText.today(plain) : partsText.yesterday(plain);
}

function yearIn(date: Date, zone: "utc" | "local"): number {
  return zone === "utc" ? date.getUTCFullYear() : date.getFullYear();
}

/** Everything, with the zone, for a hover. */
export function full(at: string, zone: "utc" | "local" = "local"): string {
  return formatter({ dateStyle: "full", timeStyle: "long", ...inZone(zone) }).format(new Date(at));
}

// A server's clock may be so far ahead of this one; what it did just now is not to come.
const clocksApartMs = 5 * 60_000;

/** Relative within a day: "2 hours ago"; then day and time. */
export function relative(at: string, now: number): string {
  const agoMs = now - Date.parse(at);
  if (agoMs >= dayMs || agoMs < -clocksApartMs) return dayAndTime(at, now);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const minutes = Math.floor(agoMs / 60_000);
  if (minutes < 1) return partsText.justNow;
  if (minutes < 60) return words.format(-minutes, "minute");
  return words.format(-Math.round(minutes / 60), "hour");
}

/** How far away: "in 12 days", "in 8 months", "in 3 years"; of what is over, how long since. */
export function ahead(at: string, now: number): string {
  const days = Math.round((Date.parse(at) - now) / dayMs);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (Math.abs(days) < 60) return words.format(days, "day");
  const months = Math.round(days / 30.44);
  return Math.abs(months) < 24 ? words.format(months, "month") : words.format(Math.round(months / 12), "year");
}

export function list(items: string[], type: "conjunction" | "disjunction" = "conjunction"): string {
  return new Intl.ListFormat(locale(), { type }).format(items);
}

/** "18,402" */
export function count(items: number): string {
  return new Intl.NumberFormat(locale()).format(items);
}

/** "640 B", "12 kB", "3.4 MB" */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const words = new Intl.NumberFormat(locale(), { style: "unit", unit: units[step], maximumSignificantDigits: 3 });
  return words.format(bytes / 1000 ** step);
}

export type PluralForms = { one: string; other: string };

/** "1 app", "2 apps": the form the language wants, with {n} filled in. */
export function plural(count: number, forms: PluralForms): string {
  const rule = new Intl.PluralRules(locale()).select(count);
  const form = rule === "one" ? forms.one : forms.other;
  return form.replace("{n}", new Intl.NumberFormat(locale()).format(count));
}

/** "14:32" or, under 90 seconds, seconds alone. */
export function minutesAndSeconds(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** "90 days", "1 year", "7 years". */
export function daysWords(days: number): string {
  const years = days / 365;
  return Number.isInteger(years) ? plural(years, partsText.years) : plural(days, partsText.days);
}

/** "30 minutes", "12 hours", "7 days": in the largest unit that holds it whole. */
export function secondsWords(seconds: number): string {
  if (seconds % 86_400 === 0) return daysWords(seconds / 86_400);
  if (seconds % 3600 === 0) return plural(seconds / 3600, partsText.hours);
  return seconds % 60 === 0 ? plural(seconds / 60, partsText.minutes) : plural(seconds, partsText.seconds);
}
