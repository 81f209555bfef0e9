import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requiredSecondFactors } from "../../vocabulary/policies.ts";
import { isStricterDemand, isStricterSession, strictestOf } from "./strictness.ts";

test.each([
  [[], "none"],
  [["none"], "none"],
  [["none", "two-factor"], "two-factor"],
  [["phishing-resistant", "none", "two-factor"], "phishing-resistant"],
] as const)("the strictest of %j is %s", (required, expected) => {
  expect(strictestOf(required)).toBe(expected);
});

const demand = (required: (typeof requiredSecondFactors)[number], graceDays = 0) => ({ required, graceDays });

describe("a demand is stricter", () => {
  test.each([
    ["that is new", null, demand("two-factor", 90), true],
    ["not that asks for nothing", null, demand("none"), false],
    ["not that is gone", demand("two-factor"), null, false],
    ["not where neither is one", null, null, false],
    ["that asks for more, if later", demand("two-factor"), demand("phishing-resistant", 90), true],
    ["not that asks for less, if sooner", demand("phishing-resistant", 90), demand("two-factor"), false],
    ["that comes a day sooner", demand("two-factor", 7), demand("two-factor", 6), true],
    ["not that is the same", demand("two-factor", 7), demand("two-factor", 7), false],
    ["not that comes a day later", demand("two-factor", 7), demand("two-factor", 8), false],
    ["not that asks for nothing sooner", demand("none", 7), demand("none", 6), false],
  ])("%s", (_name, before, after, expected) => {
    expect(isStricterDemand(before, after)).toBe(expected);
  });
});

describe("limits are stricter", () => {
  const limits = (idleSeconds: number, absoluteSeconds: number) => ({ idleSeconds, absoluteSeconds });
  test.each([
    ["that are new", null, limits(60, 600), true],
    ["not that are gone", limits(60, 600), null, false],
    ["not that are the same", limits(60, 600), limits(60, 600), false],
    ["that end idleness a second sooner", limits(60, 600), limits(59, 600), true],
    ["that end everything a second sooner", limits(60, 600), limits(60, 599), true],
    ["that are sooner in one and later in the other", limits(60, 600), limits(59, 601), true],
    ["not that are later in both", limits(60, 600), limits(61, 601), false],
  ])("%s", (_name, before, after, expected) => {
    expect(isStricterSession(before, after)).toBe(expected);
  });
});

test("of two demands at most one is stricter than the other, and none than itself", () => {
  const any = fc.option(fc.record({ required: fc.constantFrom(...requiredSecondFactors), graceDays: fc.nat(3) }));
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(isStricterDemand(a, a)).toBe(false);
      expect(isStricterDemand(a, b) && isStricterDemand(b, a)).toBe(false);
      if (isStricterDemand(a, b) && isStricterDemand(b, c)) expect(isStricterDemand(a, c)).toBe(true);
    }),
  );
});
