import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayIn, isTimeZone, startOfDay } from "./local-days.ts";

const zones = [
  ...["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"],
  ...["Pacific/Pago_Pago", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "America/Havana"],
];
const day = 86_400_000;
const midnight = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date);
const dayOf = (at: number, zone: string): number => {
  const { year, month, date } = dayIn(at, zone);
  return Date.UTC(year, month, date);
};

describe("the first instant of a day", () => {
  test.each([
    ["UTC", midnight(2026, 11, 22), "2026-11-22T00:00:00.000Z"],
    ["America/New_York", midnight(2026, 11, 22), "2026-11-22T05:00:00.000Z"],
    ["America/New_York", midnight(2026, 7, 1), "2026-07-01T04:00:00.000Z"],
    ["Asia/Kathmandu", midnight(2026, 11, 22), "2026-11-21T18:15:00.000Z"],
    ["Europe/London", midnight(2026, 3, 29), "2026-03-29T00:00:00.000Z"],
    ["Europe/London", midnight(2026, 3, 30), "2026-03-29T23:00:00.000Z"],
    ["Europe/London", midnight(2026, 10, 25), "2026-10-24T23:00:00.000Z"],
    ["Europe/London", midnight(2026, 10, 26), "2026-10-26T00:00:00.000Z"],
    ["Africa/Cairo", midnight(2026, 4, 24), "2026-04-23T22:00:00.000Z"],
    ["America/Santiago", midnight(2026, 9, 6), "2026-09-06T04:00:00.000Z"],
    ["Europe/London", midnight(1970, 1, 1), "1969-12-31T23:00:00.000Z"],
    ["Asia/Tokyo", midnight(2126, 1, 1), "2125-12-31T15:00:00.000Z"],
  ])("in %s", (zone, given, expected) => {
    expect(new Date(startOfDay(given, zone)).toISOString()).toBe(expected);
  });

  test("is of that day, and a millisecond earlier is not, all over the world and over changes of clocks", () => {
    const date = fc.integer({ min: 0, max: 1095 }).map((days) => midnight(2026, 1, 1) + days * day);
    fc.assert(
      fc.property(date, fc.constantFrom(...zones), (given, zone) => {
        const start = startOfDay(given, zone);
        expect(dayOf(start, zone)).toBe(given);
        expect(dayOf(start - 1, zone)).toBeLessThan(given);
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ["UTC", "2026-11-22T23:59:59.999Z", [2026, 10, 22]],
  ["UTC", "2026-11-23T00:00:00.000Z", [2026, 10, 23]],
  ["Europe/Berlin", "2026-12-31T22:59:59.999Z", [2026, 11, 31]],
  ["Europe/Berlin", "2026-12-31T23:00:00.000Z", [2027, 0, 1]],
  ["Pacific/Pago_Pago", "2026-11-22T10:59:59.999Z", [2026, 10, 21]],
  ["Pacific/Kiritimati", "2026-11-22T10:00:00.000Z", [2026, 10, 23]],
])("in %s, %s is of the day %j", (zone, at, expected) => {
  const { year, month, date } = dayIn(Date.parse(at), zone);
  expect([year, month, date]).toEqual(expected);
});

test.each([
  ["Europe/London", true],
  ["UTC", true],
  ["+02:00", false],
  ["-02:00", false],
  ["Mars/Olympus", false],
  ["", false],
])("whether %j names a time zone: %s", (text, expected) => {
  expect(isTimeZone(text)).toBe(expected);
});
