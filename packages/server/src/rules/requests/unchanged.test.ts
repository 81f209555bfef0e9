import { expect, test } from "vitest";
import { decideUnchanged } from "./unchanged.ts";

test.each([
  ['"a1"', true],
  ['W/"a1"', true],
  ['"b", "a1"', true],
  ['"b",W/"a1" , "c"', true],
  ["*", true],
  [null, false],
  [undefined, false],
  ["", false],
  ['"A1"', false],
  ['"a"', false],
  ['"a1', false],
  ["a1", false],
  ['"a1-br"', false],
  ['"b", "c"', false],
  ["* ", false],
  ['"*"', false],
] as const)("whoever has %j has it: %s", (ifNoneMatch, expected) => {
  expect(decideUnchanged(ifNoneMatch, '"a1"')).toBe(expected);
});
