import { expect, test } from "vitest";
import { instantOf } from "./numeric-date.ts";

test.each<[string, unknown, number | null]>([
  ["seconds", 1_700_000_000, 1_700_000_000_000],
  ["a part of a millisecond", 1_700_000_000.12345, 1_700_000_000_123],
  ["the first", 0, 0],
  ["before", -1, null],
  ["far before", -1e300, null],
  ["after the last", 8.64e12 + 1, null],
  ["none", Number.NaN, null],
  ["without end", Number.POSITIVE_INFINITY, null],
  ["a text", "1700000000", null],
  ["nothing", undefined, null],
])("%s", (_name, value, instant) => {
  expect(instantOf(value)).toBe(instant);
});
