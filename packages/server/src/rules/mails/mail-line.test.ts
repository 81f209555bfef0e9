import { describe, expect, test } from "vitest";
import { line, organizationName } from "./mail-line.ts";

describe("a name in a mail's line", () => {
  test.each([
    "evil.com",
    "Visit evil.com now",
    "https://x",
    "hxxp://x",
    "WWW.evil",
    "ｅｖｉｌ．ｃｏｍ",
    "evil\u2024com",
    "evil。com",
    "ev\u200Bil.c\u200Dom",
    "evil.\u00ADcom",
    "evil.xn--p1ai",
    "пример.рф",
    "203.0.113.7",
    "help@evil",
    "mailto:me",
    "",
    "\u202E\u2066",
    "\n\r",
  ])("%j is not said", (name) => {
    expect(organizationName(name)).toBe("an organization");
    expect(line`Join ${name}!`).toBe("Join …!");
  });
  test.each([
    ["Larkfield Studio", "Larkfield Studio"],
    ["J.R. Smith", "J.R. Smith"],
    ["Acme Inc.", "Acme Inc."],
    ["Version 2.0", "Version 2.0"],
    ["O’Brien & Söhne", "O’Brien & Söhne"],
    ["日本語 株式会社", "日本語 株式会社"],
    ["a\r\nBcc: b", "a Bcc: b"],
    ["a\u202Eb\u2028c\u0000d\uD800", "a b c d"],
    ["x".repeat(200), `${"x".repeat(79)}…`],
  ])("%j is said as %j", (name, said) => {
    expect(organizationName(name)).toBe(said);
  });
});
