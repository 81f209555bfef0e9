import { expect, test } from "vitest";
import { relative } from "./format.ts";

const now = Date.UTC(2026, 10, 30, 12);

test.each([
  [4 * 60_000, "just now"],
  [0, "just now"],
  [-59_000, "just now"],
  [-60_000, "1 minute ago"],
  [-2 * 3600_000, "2 hours ago"],
])("%d ms from now, by a server's clock, is %s", (from, words) => {
  expect(relative(new Date(now + from).toISOString(), now).toLowerCase()).toBe(words);
});

test.each([6 * 60_000, -25 * 3600_000])("%d ms from now is a day and a time", (from) => {
  expect(relative(new Date(now + from).toISOString(), now)).toMatch(/\d\d:\d\d/);
});
