import { expect, test } from "vitest";
import { within } from "./time-limit.ts";

test("work that ends is answered, and its faults are its caller's", () => {
  expect(within(1000, () => "done")).toBe("done");
  expect(() =>
    within(1000, () => {
      throw new RangeError("no");
    }),
  ).toThrow(RangeError);
});

test("a loop and a pattern without an end are given up", () => {
  const exponential = new RegExp("^(?:(.)\\1+){3,}$", "u");
  expect(within(20, () => exponential.test(`${"a".repeat(60)}b`))).toBeUndefined();
  const endless = (): number => {
    for (let at = 0; ; at += 1) if (at < 0) return at;
  };
  expect(within(20, endless)).toBeUndefined();
  expect(within(1000, () => exponential.test("aabbcc"))).toBe(true);
});
