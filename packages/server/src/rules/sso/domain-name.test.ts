import { expect, test } from "vitest";
import { describeNoName, readDomainName } from "./domain-name.ts";

test.each([
  ["acme.example", "acme.example"],
  [" ACME.Example. ", "acme.example"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER.example", "xn--bcher-kva.example"],
  ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  ["acme。example", "acme.example"],
  ["ａｃｍｅ.example", "acme.example"],
  ["a.b.acme.co.uk", "a.b.acme.co.uk"],
  ["acme", undefined],
  ["", undefined],
  [".", undefined],
  ["acme..example", undefined],
  ["acme.example..", undefined],
  [".acme.example", undefined],
  ["-acme.example", undefined],
  ["acme-.example", undefined],
  ["_dmarc.acme.example", undefined],
  ["*.acme.example", undefined],
  ["@acme.example", undefined],
  ["https://acme.example", undefined],
  ["acme.example/x", undefined],
  ["acme.example:443", undefined],
  ["acme.example?", undefined],
  ["ac\nme.example", undefined],
  ["ac\u00adme.example", undefined],
  ["ac%6de.example", undefined],
  ["192.0.2.1", undefined],
  ["0x7f.1", undefined],
  ["[::1]", undefined],
  ["acme.1", undefined],
  [`${"a".repeat(64)}.example`, undefined],
  [`${"a.".repeat(117)}example`, undefined],
  [`${"a.".repeat(116)}example`, `${"a.".repeat(116)}example`],
])("%j: %s", (given, name) => expect(readDomainName(given)).toBe(name));

test.each([
  ["kim@acme.example", "behind the @"],
  ["https://acme.example", "without https://"],
  ["acme.example/path", "without https://"],
  ["acme.example:443", "without https://"],
  ["acme", "not a domain"],
])("%s: it says what is to be done", (given, words) => {
  expect(readDomainName(given)).toBeUndefined();
  expect(describeNoName(given)).toContain(words);
});
