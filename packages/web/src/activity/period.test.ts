import { expect, test } from "vitest";
import { anyDate, periodWords, rangeOf } from "./period.ts";

const now = Date.UTC(2026, 10, 17, 12);
const dates = (from: string, to: string) => ({ preset: "dates" as const, from, to });

test("days are whole, with both ends, in the zone they were chosen in", () => {
  expect(rangeOf(dates("2026-11-14", "2026-11-17"), "utc", now)).toEqual({
    from: "2026-11-14T00:00:00.000Z",
    to: "2026-11-18T00:00:00.000Z",
  });
  expect(rangeOf(dates("2026-11-14", ""), "local", now)).toEqual({ from: new Date(2026, 10, 14).toISOString() });
  expect(rangeOf(dates("", "2026-12-31"), "utc", now)).toEqual({ to: "2027-01-01T00:00:00.000Z" });
});

test("a half-typed day filters nothing", () => {
  expect(rangeOf(dates("2026-11", ""), "utc", now)).toEqual({});
  expect(rangeOf(dates("", ""), "utc", now)).toEqual({});
  expect(periodWords(dates("", ""))).toBeUndefined();
});

test("a preset counts back from now", () => {
  expect(rangeOf({ ...anyDate, preset: "7" }, "utc", now)).toEqual({ from: "2026-11-10T12:00:00.000Z" });
  expect(periodWords({ ...anyDate, preset: "7" })).toBe("Last 7 days");
  expect(rangeOf(anyDate, "utc", now)).toEqual({});
});
