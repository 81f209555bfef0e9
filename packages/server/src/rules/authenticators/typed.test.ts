import { expect, test } from "vitest";
import { foldCode, foldTyped } from "./typed.ts";

test.each([
  ["spaces", "12 34 56"],
  ["a dash", "123-456"],
  ["dashes of all kinds", "1\u20102\u20113\u20124\u20135\u20146"],
  ["minus signs", "1\u22122\uff0d3\u207b4\u2e3a5\ufe586"],
  ["a soft hyphen", "123\u00ad456"],
  ["a hyphenation point and a bullet for a dash", "123\u2043456"],
  ["white space of all kinds", "\u30001\u00a02\u20093\u202f4\u20055\t6\n"],
  ["zero width", "1\u200b2\u200c3\u200d4\ufeff5\u20606"],
  ["directions", "\u202a123\u202c\u2066456\u2069\u200e"],
  ["other ignorable ones", "1\u034f2\u115f3\u180e4\ufe0f5\u{e0001}6"],
  ["full width", "１２３４５６"],
  ["Arabic", "١٢٣٤٥٦"],
  ["Persian", "۱۲۳۴۵۶"],
  ["Devanagari", "१२३४५६"],
  ["Bengali", "১২৩৪৫৬"],
  ["Thai", "๑๒๓๔๕๖"],
  ["mathematical", "𝟏𝟐𝟑𝟜𝟝𝟞"],
  ["circled and raised", "①②³⁴⑤⑥"],
  ["some of each", "1２٣४๕𝟞"],
])("a code with %s is the code", (_name, typed) => expect(foldCode(typed)).toBe("123456"));

test.each(["12345a", "123456.", "12345", "1234567", "一二三四五六", ""])("%s stays another", (typed) => {
  expect(foldCode(typed)).not.toBe("123456");
});

test("a number keeps its plus and what separates it", () => {
  expect(foldTyped("＋４９\u200b (１５１) ２３-٤")).toBe("+49 (151) 23-4");
});

test("every digit of Unicode is its value", () => {
  const zeros = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0xe50, 0x17e0, 0x1810, 0x1946, 0xa620, 0xff10, 0x104a0, 0x1e950, 0x1fbf0,
  ];
  for (const zero of zeros)
    for (let value = 0; value < 10; value++) expect(foldCode(String.fromCodePoint(zero + value))).toBe(String(value));
});
