import { expect, test } from "vitest";
import { isAhead, latestPossible } from "./instants.ts";

const minute = 60_000;
test.each([
  ["a day ago", -24 * 60 * minute, 0, false],
  ["now", 0, 0, false],
  ["by what two servers' clocks may differ", 5 * minute, 0, false],
  ["beyond that", 5 * minute + 1, 0, true],
  ["the end of a lock of an hour", 60 * minute, 60 * minute, false],
  ["beyond any lock", 65 * minute + 1, 60 * minute, true],
])("an instant ahead: %s", (_name, at, by, expected) => {
  expect(isAhead(1e12 + at, 1e12, by)).toBe(expected);
  expect(1e12 + at > latestPossible(1e12, by)).toBe(expected);
});
