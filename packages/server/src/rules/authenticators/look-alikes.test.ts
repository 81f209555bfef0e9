import { expect, test } from "vitest";
import { decideCore, foldLookAlikes, listReadings } from "./look-alikes.ts";

test.each([
  ["ＰａｓｓＷｏｒｄ", "password"],
  ["раsswоrd", "password"],
  ["pásswörd", "password"],
  ["pass\u200bwo\u00adrd", "password"],
  ["ⓟⓐⓢⓢ", "pass"],
  ["ωοrd", "word"],
])("%s is read as %s", (typed, read) => expect(foldLookAlikes(typed)).toBe(read));

test.each([
  ["P@ssw0rd2026", "password2026"],
  ["$umm3r!", "summer!"],
  ["pa55word!!", "password!!"],
  ["we1come", "welcome"],
])("%s may be meant as %s", (typed, meant) => expect(listReadings(typed)).toContain(meant));

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
