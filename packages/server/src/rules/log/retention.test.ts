import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundForgotten, decideExpired, decideReadableFrom, expiresBefore, isForgottenSince } from "./retention.ts";

const day = 86_400_000;
const today = 1000 * day;

describe("before when events go", () => {
  test.each([
    ["ninety days, at midnight", today, 90, today - 90 * day],
    ["never less than ninety", today, 1, today - 90 * day],
    ["more, where more is kept", today, 91, today - 91 * day],
    ["the same all day", today + day - 1, 90, today - 90 * day],
    ["a day later at the next midnight", today + day, 90, today - 89 * day],
  ])("%s", (_name, now, days, expected) => {
    expect(expiresBefore(now, days)).toBe(expected);
  });

  test("is a midnight, at least so many days ago and less than one more", () => {
    fc.assert(
      fc.property(fc.integer({ min: today, max: 3 * today }), fc.nat(800), (now, days) => {
        const before = expiresBefore(now, days);
        expect(before % day).toBe(0);
        expect(now - before).toBeGreaterThanOrEqual(Math.max(90, days) * day);
        expect(now - before).toBeLessThan((Math.max(90, days) + 1) * day);
      }),
    );
  });
});

test.each([
  ["at midnight", today, 30, today - 30 * day],
  ["all day", today + day - 1, 30, today - 30 * day],
  ["less than is kept", today, 1, today - day],
  ["today only", today + 5, 0, today],
])("a log can be read from a whole day on: %s", (_name, now, days, expected) => {
  expect(decideReadableFrom(now, days)).toBe(expected);
});

describe("what has expired", () => {
  const before = today - 90 * day;
  const event = (at: number, organizationId: string | null = null) => ({ at, organizationId });
  const keptLonger = new Map([["org_a", 365]]);
  const old = event(before - 1);
  const young = event(before);
  const kept = event(before - 1, "org_a");
  const ancient = event(today - 365 * day - 1, "org_a");
  test.each([
    ["nothing, of nothing", [], [], false],
    ["what is a millisecond too old", [old], [old], false],
    ["not what is just young enough", [young], [], true],
    ["nothing behind the first that is young", [old, young, old], [old], true],
    ["what an organization does not keep longer", [event(before - 1, "org_b")], [event(before - 1, "org_b")], false],
    ["not what one keeps longer", [kept, old], [old], false],
    ["what is too old for it as well", [ancient, kept], [ancient], false],
    ["not what it keeps for a millisecond more", [event(today - 365 * day, "org_a")], [], false],
  ])("%s", (_name, oldest, expired, isLast) => {
    expect(decideExpired(oldest, { before, keptLonger, now: today })).toEqual({ expired, isLast });
  });
});

describe("up to when events may have been forgotten", () => {
  const always = today - 90 * day;
  test.each([
    ["never, where nothing is said", [], null],
    ["as is said", [always - day], always - day],
    ["as is said last", [always - 2 * day, always - day, 5], always - day],
    ["no later than what is always kept", [always + 1], always],
    ["exactly what is always kept", [always], always],
  ])("%s", (_name, said, expected) => {
    expect(boundForgotten(said, today)).toBe(expected);
  });
});

test.each([
  ["never", null, null, false],
  ["erased at that instant", 100, null, false],
  ["erased a millisecond later", 101, null, true],
  ["expired a millisecond later", null, 101, true],
  ["erased before, expired after", 50, 101, true],
  ["both before", 99, 100, false],
])("an event is forgotten after an instant: %s", (_name, erasedAt, expiredAt, expected) => {
  expect(isForgottenSince({ erasedAt, expiredAt }, 100)).toBe(expected);
});
