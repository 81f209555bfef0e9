import { expect, test } from "vitest";
import { decideCore, decideIsDate } from "./password-core.ts";

test.each<[string, readonly string[], string]>([
  ["p a s s", [], "pass"],
  ["aaaaaa", [], "a"],
  ["abcabc", [], "abc"],
  ["aabbcc", [], "abc"],
  ["mortise-1-mortise", ["mortise"], "mortise1"],
  ["correct horse", [], "correcthorse"],
])("of %s is left, with the words %j: %s", (text, words, core) => expect(decideCore(text, words).core).toBe(core));

test("what separates hides little, what is random more", () => {
  expect(decideCore("correct horse", []).hides).toBe(1.5);
  expect(decideCore("plain", []).hides).toBe(0);
  expect(decideCore("v#8$q!", []).hides).toBe(4.5);
});

test("the same sign behind every letter hides no more than behind some", () => {
  expect(decideCore("a-d-m-i-n-i-s-t-r-a-t-o-r", []).hides).toBe(decideCore("a-d-m-i-n", []).hides);
});

const calendar = new Set(["summer", "january", "dezember", "enero"]);

test.each([
  "Summer2026!",
  "!Summer26",
  "Summer-2026-!",
  "15 January 2024",
  "January 15th, 2024",
  "15 Dezember 2024",
  "3 de enero de 1990",
  "2026 summer",
])("%s is a date", (text) => expect(decideIsDate(text.toLowerCase(), calendar)).toBe(true));

test.each(["summer 83920174", "summer walrus 2026", "😀🐎🔋", "83920174", "summersummer", ""])("%s is none", (text) =>
  expect(decideIsDate(text, calendar)).toBe(false),
);
