import { expect, test } from "vitest";
import { withoutSpace } from "./header.ts";

test.each([
  ["a", "a"],
  [" \ta\t ", "a"],
  ["a b", "a b"],
  ["\t ", ""],
  ["", ""],
  // What trim() takes and no header's white space is.
  ["\u00a0a", "\u00a0a"],
  ["a\u000b", "a\u000b"],
  ["\u000ca", "\u000ca"],
  ["\ufeffa", "\ufeffa"],
  ["a\r", "a\r"],
])("%j without white space around it is %j", (given, expected) => {
  expect(withoutSpace(given)).toBe(expected);
});
