import { expect, test } from "vitest";
import { parseEmailAddress } from "./email-address.ts";

test.each([
  ["Maya@Example.COM", "maya@example.com"],
  // To lower a letter may join it with its mark.
  ["J\u030c@example.com", "\u01f0@example.com"],
  ["\u01f0@example.com", "j\u030c@example.com"],
  // At the end of a word, or before a mark.
  ["ΣΊΣΥΦΟΣ@example.com", "σίσυφος@example.com"],
  ["σίσυφοσ@example.com", "σίσυφος@example.com"],
  ["Σ@example.com", "ς@example.com"],
  ["ΑΣ.Β@example.com", "ασ.β@example.com"],
  ["µ@example.com", "μ@example.com"],
  ["ſam@example.com", "sam@example.com"],
  ["\u212a@example.com", "k@example.com"],
  ["ẞ@example.com", "ß@example.com"],
  ["e\u0301@example.com", "\u00c9@example.com"],
  ["maya@MÜLLER.de", "maya@xn--mller-kva.de"],
  ["maya@ｅｘａｍｐｌｅ.com", "maya@example.com"],
])("%s and %s are one", (one, other) => {
  const key = parseEmailAddress(one)?.key;
  expect(key).toBeDefined();
  expect(parseEmailAddress(other)?.key).toBe(key);
  // Folded once it is folded.
  expect(parseEmailAddress(key ?? "")?.key).toBe(key);
});

test.each([
  ["strasse@example.com", "straße@example.com"],
  ["ı@example.com", "i@example.com"],
  ["maya+a@example.com", "maya@example.com"],
  ["m.aya@example.com", "maya@example.com"],
])("%s and %s are two", (one, other) => {
  expect(parseEmailAddress(one)?.key).not.toBe(parseEmailAddress(other)?.key);
});

test.each([
  ...[
    "a@2130706443",
    "a@0x7f000001",
    "a@10.0.0.10",
    "a@3232235786",
    "a@1.2.3.04",
    "a@[10.0.0.1]",
    "a@::1",
    "a@017700000001",
  ],
  ...[
    "a@example.123",
    "a@example.c",
    "a@example.-com",
    "a@example.com-",
    "a@localhost",
    "a@ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "a@１２７.0.0.1",
  ],
  ...[
    "\u3164@example.com",
    "ma\u115fya@example.com",
    "ma\u034fya@example.com",
    "ma\ufe0fya@example.com",
    "ma\u200bya@example.com",
  ],
  ...[
    "\u2800@example.com",
    "ma\u00adya@example.com",
    "maya@exam\u00adple.com",
    "maya@exam\u200bple.com",
    "a@b@example.com",
    "a..b@example.com",
  ],
])("%j is no address", (given) => {
  expect(parseEmailAddress(given)).toBeUndefined();
});
