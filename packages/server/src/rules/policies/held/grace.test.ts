import { describe, expect, test } from "vitest";
import { decideGraceEnd, isRequiredSince, type StoredSecondFactor } from "./grace.ts";

const at = (text: string): number => Date.parse(text);
const end = (since: string, days: number, timeZone: string, joined = since): string =>
  new Date(decideGraceEnd(at(since), at(joined), days, timeZone)).toISOString();

describe("a grace period", () => {
  test("is over when the last of its days is, where the organization is", () => {
    expect(end("2026-11-22T09:00:00Z", 14, "UTC")).toBe("2026-12-07T00:00:00.000Z");
    expect(end("2026-11-22T09:00:00Z", 14, "Europe/London")).toBe("2026-12-07T00:00:00.000Z");
    expect(end("2026-11-22T09:00:00Z", 14, "America/New_York")).toBe("2026-12-07T05:00:00.000Z");
    expect(end("2026-11-22T23:59:59Z", 1, "UTC")).toBe("2026-11-24T00:00:00.000Z");
    expect(end("2026-11-22T00:00:00Z", 1, "UTC")).toBe("2026-11-24T00:00:00.000Z");
  });

  test("begins on another day east and west", () => {
    // In Auckland it is the 23rd already, in Honolulu still the 21st.
    expect(end("2026-11-22T11:30:00Z", 1, "Pacific/Auckland")).toBe("2026-11-24T11:00:00.000Z");
    expect(end("2026-11-22T09:30:00Z", 1, "Pacific/Honolulu")).toBe("2026-11-23T10:00:00.000Z");
    expect(end("2026-11-22T18:31:00Z", 1, "Asia/Kolkata")).toBe("2026-11-24T18:30:00.000Z");
    expect(end("2026-11-22T18:29:00Z", 1, "Asia/Kolkata")).toBe("2026-11-23T18:30:00.000Z");
  });

  test("is as many days when the clocks change meanwhile", () => {
    // Clocks go back on 25 October 2026 in Europe, and forward on 29 March 2026.
    expect(end("2026-10-20T10:00:00Z", 10, "Europe/Berlin")).toBe("2026-10-30T23:00:00.000Z");
    expect(end("2026-10-24T10:00:00Z", 0 + 1, "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
    expect(end("2026-03-28T10:00:00Z", 1, "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
    expect(end("2026-03-27T10:00:00Z", 1, "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
    expect(end("2026-03-07T10:00:00Z", 1, "America/New_York")).toBe("2026-03-09T04:00:00.000Z");
  });

  test("ends with the first instant of a day that has no midnight", () => {
    // Cairo skips the midnight of 24 April 2026, Santiago that of 6 September 2026: the day begins at one o'clock.
    expect(end("2026-04-22T10:00:00Z", 1, "Africa/Cairo")).toBe("2026-04-23T22:00:00.000Z");
    expect(end("2026-09-04T15:00:00Z", 1, "America/Santiago")).toBe("2026-09-06T04:00:00.000Z");
  });

  test("of no days is over when it begins, to the millisecond", () => {
    expect(end("2026-11-22T09:00:00.123Z", 0, "Pacific/Auckland")).toBe("2026-11-22T09:00:00.123Z");
  });

  test("begins for whoever joins later when they join, and for nobody before it was asked for", () => {
    expect(end("2026-11-01T09:00:00Z", 14, "UTC", "2026-11-22T09:00:00Z")).toBe("2026-12-07T00:00:00.000Z");
    expect(end("2026-11-22T09:00:00Z", 14, "UTC", "2020-01-01T00:00:00Z")).toBe("2026-12-07T00:00:00.000Z");
    expect(end("2026-11-01T09:00:00Z", 0, "UTC", "2026-11-22T09:00:00Z")).toBe("2026-11-22T09:00:00.000Z");
  });

  test("never ends before it began, nor more than a day after its days are over, all year and all over the world", () => {
    const zones = [
      "UTC",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "America/Santiago",
      "Asia/Kathmandu",
    ];
    const day = 86_400_000;
    for (const zone of zones)
      for (let since = at("2026-01-01T03:17:00Z"); since < at("2027-01-01T00:00:00Z"); since += 9.7 * 3_600_000 * 5) {
        const over = decideGraceEnd(since, since, 3, zone);
        expect(over - since).toBeGreaterThan(3 * day - 2 * 3_600_000);
        expect(over - since).toBeLessThan(4 * day + 2 * 3_600_000);
      }
  });
});

test("what was asked for before keeps its date; what is asked for anew begins now", () => {
  const before: StoredSecondFactor = {
    required: "two-factor",
    graceDays: 14,
    since: { twoFactor: 5, phishingResistant: null },
  };
  expect(isRequiredSince("two-factor", before, 9)).toEqual({ twoFactor: 5, phishingResistant: null });
  expect(isRequiredSince("phishing-resistant", before, 9)).toEqual({ twoFactor: 5, phishingResistant: 9 });
  expect(isRequiredSince("none", before, 9)).toEqual({ twoFactor: null, phishingResistant: null });
  expect(isRequiredSince("two-factor", undefined, 9)).toEqual({ twoFactor: 9, phishingResistant: null });
});
