import { expect, test } from "vitest";
import { foldLookAlikes, listReadings } from "./look-alikes.ts";

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
  ["w3lc0m32026!", "welcome2026!"],
  ["m0td3p@$$32026!", "motdepasse2026!"],
  ["P@$$w0rd!P@$$w0rd", "password!password"],
  ["αβγδεζηθ", "αβγδεζηθ"],
  ["Summer٢٠٢٦!", "summer2026!"],
  ["йцукенгш", "qwertyui"],
])("%s may be meant as %s", (typed, meant) => expect(listReadings(typed)).toContain(meant));
