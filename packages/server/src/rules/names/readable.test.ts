import { expect, test } from "vitest";
import { findUnreadable, isVisible } from "./readable.ts";

test.each([
  ...[
    "Maya",
    "Zoë Müller",
    "Nguyễn Thị Ánh",
    "李小龍",
    "محمد",
    "می‌خواهم",
    "क्‍ष",
    "👩‍🚀 Ops",
    "❤️",
    "O'Neil-Smith, Jr.",
    "a & b",
  ],
  ...["👨‍👩‍👧 family", "👩🏽‍🚀 Ops", "🏳️‍🌈 Pride", "1️⃣ First", "ශ්‍රී"],
  ...["مريم Maya", "Σίσυφος", "ไม่เป็นไร", "🇩🇪 Berlin"],
])("%s can be read", (name) => {
  expect([findUnreadable(name), isVisible(name)]).toEqual([undefined, true]);
});

test.each([
  ["a right-to-left override", "safe\u202egnp.exe", /direction/],
  ["a right-to-left mark inside", "Maya\u200fKhan", /direction/],
  ["an Arabic letter mark", "Maya\u061cKhan", /direction/],
  ["an isolate", "\u2066Maya", /direction/],
  ["a Hangul filler", "\u3164", /seen/],
  ["a Hangul choseong filler", "Ma\u115fya", /seen/],
  ["a half-width filler", "Maya\uffa0", /seen/],
  ["a braille blank", "\u2800\u2800", /seen/],
  ["a zero-width space", "Ma\u200bya", /seen/],
  ["a word joiner", "Ma\u2060ya", /seen/],
  ["a soft hyphen", "Ma\u00adya", /seen/],
  ["a grapheme joiner", "Ma\u034fya", /seen/],
  ["tags", "Maya\u{e0041}", /seen/],
  ["another variation selector", "Maya\ufe00", /seen/],
  ["what joins nothing, between Latin letters", "Ma\u200dya", /seen/],
  ["what parts nothing", "Maya\u200c\u200c\u200cKhan", /seen/],
  ["what joins nothing at an end", "👩\u200d", /seen/],
  ["two joiners in a row", "می\u200c\u200cخواهم", /seen/],
  ["an emoji's selector behind a letter", "Maya\ufe0f", /seen/],
  ["an interlinear anchor", "Ma\ufff9ya", /seen/],
  ["what stands for an object", "\ufffc", /seen/],
  ["a hieroglyph's joiner", "Ma\u{13430}ya", /seen/],
  ["a line separator", "Maya\u2028Khan", /control/],
  ["a NUL", "Maya\u0000", /control/],
  ["a line end", "Maya\r\nBcc: x", /control/],
  ["half a pair", "Maya\ud800", /control/],
  ["a private character", "Maya\ue000", /control/],
  ["markup", "<b>Maya", /angle/],
  ["a heap of marks", `Z${"\u0351".repeat(20)}`, /marks on one letter/],
])("%s cannot", (_, name, words) => {
  expect(findUnreadable(name)).toMatch(words);
});

test.each(["", " ", "\u200d\u200d", "\u00a0\u3000", "\ufe0f"])("of %j nothing is to be seen", (name) => {
  expect(isVisible(name)).toBe(false);
});

test("a long text takes no long time", () => {
  const before = process.cpuUsage();
  for (const each of ["\u064b", "\u0651\u200d", "\u{1f469}", "\ufe0f"]) findUnreadable(each.repeat(24_000));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(500);
});
