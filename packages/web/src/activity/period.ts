import { day } from "../parts/format.ts";
import type { Zone } from "../parts/zone-select.tsx";
import { activityText } from "./strings.ts";

const dayMs = 86_400_000;

export type Preset = "any" | "7" | "30" | "90" | "dates";

/** Which days; `from` and `to` are whole days like "2026-11-17", both included, and empty where open. */
export interface Period {
  preset: Preset;
  from: string;
  to: string;
}

export const anyDate: Period = { preset: "any", from: "", to: "" };

/** From when, and until before when, for the server. */
export function rangeOf({ preset, from, to }: Period, zone: Zone, now: number): { from?: string; to?: string } {
  if (preset === "any") return {};
  if (preset !== "dates") return { from: new Date(now - Number(preset) * dayMs).toISOString() };
  const begin = startOf(from, zone);
  const end = startOf(to, zone, 1);
  return { ...(begin !== undefined && { from: begin }), ...(end !== undefined && { to: end }) };
}

/** When a day begins in the zone, or the one so many days after it. */
function startOf(date: string, zone: Zone, daysLater = 0): string | undefined {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) return undefined;
  const start =
    zone === "utc"
      ? new Date(Date.UTC(year, month - 1, dayOfMonth + daysLater))
      : new Date(year, month - 1, dayOfMonth + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** The chip's words; undefined when nothing is filtered. */
export function periodWords({ preset, from, to }: Period): string | undefined {
  if (preset === "any") return undefined;
  if (preset !== "dates") return activityText.lastDays(Number(preset));
  // At noon every zone still has the same day.
  const [begin, end] = [from, to].map((date) => (date === "" ? undefined : day(`${date}T12:00:00`)));
  if (begin !== undefined && end !== undefined) return activityText.fromTo(begin, end);
  if (begin !== undefined) return activityText.since(begin);
  return end === undefined ? undefined : activityText.until(end);
}
