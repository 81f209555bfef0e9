import { describe, expect, test } from "vitest";
import { isBackdated, isCheckDue, isSmallCheckDue, mayBeExpired, mustTell, unsealedSince } from "./check.ts";

const hour = 3_600_000;
const day = 24 * hour;
const two = 1000 * day + 2 * hour;

describe("the check of a night", () => {
  test.each([
    ["is due at two", null, two, true],
    ["is not due a millisecond earlier", null, two - 1, false],
    ["is due when it was last done before two", two - 1, two, true],
    ["is not due when it was done at two", two, two + 1, false],
    ["is due later on, when it was missed", two - day, two + 9 * hour, true],
    ["is not due again the same day", two + hour, two + 21 * hour, false],
    ["is not due after midnight", two + hour, two + 23 * hour, false],
    ["is due the next night", two + hour, two + day, true],
  ])("%s", (_name, checkedAt, now, expected) => {
    expect(isCheckDue(checkedAt, now)).toBe(expected);
  });
});

describe("the check of a small log", () => {
  const minutes = 5 * 60_000;
  test.each([
    ["is due when it has grown", 11, 10, 0, minutes, true],
    ["is not due when it has not", 10, 10, 0, minutes, false],
    ["is not due a millisecond early", 11, 10, 0, minutes - 1, false],
    ["is due when there never was one", 1, null, null, minutes, true],
    ["is not due of an empty log", 0, null, null, minutes, false],
    ["is due of the largest small one", 20_000, 10, 0, minutes, true],
    ["is not due of one larger", 20_001, 10, 0, minutes, false],
  ])("%s", (_name, size, checkedSize, checkedAt, now, expected) => {
    expect(isSmallCheckDue({ size, checkedSize, checkedAt, problem: null }, now)).toBe(expected);
  });
});

test.each([
  ["that is new, at once", "a", null, two, two + 1, true],
  ["that is another, at once", "a", "b", two, two + 1, true],
  ["that is known, not again that day", "a", "a", two, two + 1, false],
  ["that is known, not a millisecond before two", "a", "a", two, two + day - 1, false],
  ["that is known, again the next night", "a", "a", two, two + day, true],
])("a problem is told: %s", (_name, problem, before, checkedAt, now, expected) => {
  expect(mustTell(problem, { size: 1, checkedAt, checkedSize: 1, problem: before }, now)).toBe(expected);
});

test("an event has waited too long after an hour", () => {
  expect(unsealedSince(two)).toBe(two - hour);
});

test.each([
  ["later", two + 1, false],
  ["an hour earlier", two - hour, false],
  ["a millisecond more than an hour earlier", two - hour - 1, true],
])("an entry is backdated that says it happened %s", (_name, at, expected) => {
  expect(isBackdated(at, two)).toBe(expected);
});

test.each([
  ["none ever were", 5, null, false],
  ["it is a millisecond older", 99, 100, true],
  ["it is as old", 100, 100, false],
])("what an entry said may have been forgotten: %s", (_name, at, forgottenBefore, expected) => {
  expect(mayBeExpired({ at, forgottenBefore })).toBe(expected);
});
