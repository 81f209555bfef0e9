import { describe, expect, test } from "vitest";
import { decideCosigning, hasNewsFor, judgeWitnessAnswer } from "./witnessing.ts";

test.each([
  ["not of an empty log", 0, false, 0, false],
  ["of the first entry", 0, false, 1, true],
  ["not twice of the same", 5, true, 5, false],
  ["of the same, when it was not told", 5, false, 5, true],
  ["of what is larger", 5, true, 6, true],
  ["not of what is smaller", 5, true, 4, false],
])("a witness is told: %s", (_name, size, isTold, newest, expected) => {
  expect(hasNewsFor({ size, isTold }, newest)).toBe(expected);
});

describe("a witness's answer", () => {
  test.each([
    ["signs", 200, undefined, "signed"],
    ["finds no proof", 422, undefined, "disagrees"],
    ["does not know the log", 404, undefined, "failed"],
    ["is an accident", 500, 7, "failed"],
    ["names no size it holds", 409, undefined, "failed"],
    ["holds the same size under another root", 409, 5, "disagrees"],
    ["holds a larger size than there is", 409, 10, "disagrees"],
    ["holds the size that is new", 409, 9, { continueFrom: 9 }],
    ["holds a size between", 409, 7, { continueFrom: 7 }],
    ["holds a smaller one", 409, 3, { continueFrom: 3 }],
    ["holds nothing", 409, 0, { continueFrom: 0 }],
  ])("%s", (_name, status, held, expected) => {
    expect(judgeWitnessAnswer({ status, held, oldSize: 5, newSize: 9 })).toEqual(expected);
  });
});

describe("as a witness", () => {
  const facts = {
    isKnownLog: true,
    isSigned: true,
    oldSize: 5,
    newSize: 9,
    heldSize: 5,
    isSameRoot: false,
    isProven: true,
  };
  test.each([
    ["what continues", {}, 200],
    ["another log", { isKnownLog: false, isSigned: false }, 404],
    ["without a signature", { isSigned: false, oldSize: 10 }, 403],
    ["sizes that fall", { oldSize: 10 }, 400],
    ["what continues something else", { heldSize: 4 }, 409],
    ["the same size under the same root", { newSize: 5, isSameRoot: true }, 200],
    ["the same size under another root", { newSize: 5 }, 409],
    ["what is not proven", { isProven: false }, 422],
    ["the first checkpoint", { oldSize: 0, heldSize: 0 }, 200],
  ])("%s", (_name, more, expected) => {
    expect(decideCosigning({ ...facts, ...more })).toBe(expected);
  });
});
