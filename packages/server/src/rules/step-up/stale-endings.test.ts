import { expect, test } from "vitest";
import { decideStaleEndingAsks } from "./stale-endings.ts";

test.each([
  ["the first goes", 1, false],
  ["the second asks", 2, true],
  ["and so do all after it", 50, true],
])("%s", (_, ended, asks) => {
  expect(decideStaleEndingAsks(ended)).toBe(asks);
});
