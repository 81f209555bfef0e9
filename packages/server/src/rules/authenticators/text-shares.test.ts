import { expect, test } from "vitest";
import { decideTextShare } from "./text-shares.ts";

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 22);

test.each([
  ["being bound", { isBinding: true, boundAt: null }, 1000, 500],
  ["being bound, where three are sent a day", { isBinding: true, boundAt: null }, 3, 2],
  ["being bound, where one is sent a day", { isBinding: true, boundAt: null }, 1, 1],
  ["bound a moment ago", { isBinding: false, boundAt: now }, 1000, 500],
  ["bound almost a week ago", { isBinding: false, boundAt: now - 7 * day + 1 }, 1000, 500],
  ["bound a week ago", { isBinding: false, boundAt: now - 7 * day }, 1000, null],
  ["bound for years", { isBinding: false, boundAt: 0 }, 1000, null],
  ["bound for years, bound again", { isBinding: true, boundAt: 0 }, 1000, 500],
  ["bound in the future, by a clock that moved", { isBinding: false, boundAt: now + day }, 1000, 500],
])("a phone %s", (_, phone, dailyLimit, limit) => {
  expect(decideTextShare({ ...phone, now }, dailyLimit)?.limit ?? null).toBe(limit);
});
