import { expect, test } from "vitest";
import { foldLocal } from "./fold-address.ts";

test.each([
  ["Maya", "maya"],
  ["J\u030c", "\u01f0"],
  ["ΑΣ", "ασ"],
  ["ας", "ασ"],
  ["ſ", "s"],
  ["ẞ", "ß"],
  ["ß", "ß"],
  ["ı", "ı"],
])("%s is %s without case", (local, folded) => {
  expect(foldLocal(local)).toBe(folded);
});
