import { describe, expect, test } from "vitest";
import {
  decideAlertsKeptSince,
  decideFailureDue,
  decideFailuresSince,
  decideNewPlace,
  decidePlacesSince,
  decideTooOld,
  failuresTold,
} from "./timing.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = 1000 * day;

describe("failed sign-ins are told", () => {
  test.each([
    ["not the fourth", failuresTold - 1, null, false],
    ["the fifth", failuresTold, null, true],
    ["the sixth", failuresTold + 1, null, true],
    ["not within an hour", 9, now - hour + 1, false],
    ["again after an hour", 9, now - hour, true],
    ["not fewer after an hour", 4, now - hour, false],
  ])("%s", (_name, failures, lastToldAt, expected) => {
    expect(decideFailureDue(failures, lastToldAt, now)).toBe(expected);
  });
});

test("failures count for a day, places and alerts for ninety", () => {
  expect([decideFailuresSince(now), decidePlacesSince(now), decideAlertsKeptSince(now)]).toEqual([
    now - day,
    now - 90 * day,
    now - 90 * day,
  ]);
});

test.each([
  [day - 1, false],
  [day, false],
  [day + 1, true],
])("what happened %i milliseconds ago is told to nobody: %s", (ago, expected) => {
  expect(decideTooOld(now - ago, now)).toBe(expected);
});

describe("a place is new", () => {
  const bavaria = { country: "DE", region: "Bavaria" };
  test.each([
    ["its country was not seen", { country: "FR" }, [bavaria], true],
    ["its region was not seen", { country: "DE", region: "Hesse" }, [bavaria], true],
    ["not when it was", bavaria, [{ country: "FR" }, bavaria], false],
    ["not when its region is unknown", { country: "DE" }, [bavaria], false],
    ["not when those before are unknown", bavaria, [{ country: "DE" }], false],
    [
      "when one of those before is known, and another",
      bavaria,
      [{ country: "DE" }, { country: "DE", region: "Hesse" }],
      true,
    ],
    ["not when none is known before", bavaria, [], false],
    ["not when it is unknown", null, [bavaria], false],
  ])("%s", (_why, place, seen, expected) => {
    expect(decideNewPlace(place, seen)).toBe(expected);
  });
});
