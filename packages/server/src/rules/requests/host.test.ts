import { expect, test } from "vitest";
import { decideHost } from "./host.ts";

test.each([
  ["id.example.com", "1.1", true],
  ["localhost:3000", "1.1", true],
  ["LOCALHOST:80", "1.1", true],
  ["app_1.example.com", "1.1", true],
  ["127.0.0.1:1", "1.1", true],
  ["[::1]:3000", "1.1", true],
  ["[::1]", "1.0", true],
  ["", "1.1", true],
  [null, "1.0", true],
  [null, "1.1", false],
  ["a, b", "1.1", false],
  ["a b", "1.1", false],
  ["a/b", "1.1", false],
  ["a@b", "1.1", false],
  ["a?b", "1.1", false],
  ["a#b", "1.1", false],
  ["a\\b", "1.1", false],
  ["a%41", "1.1", false],
  ["a:", "1.1", false],
  ["a:x", "1.1", false],
  ["a:65536", "1.1", false],
  ["a:1:2", "1.1", false],
  [":3000", "1.1", false],
  ["::1", "1.1", false],
  ["[::1", "1.1", false],
  ["[v1.a]", "1.1", false],
  ["127.1", "1.1", false],
  ["0x7f.1", "1.1", false],
  ["2130706433", "1.1", false],
  ["b\u00fccher.example", "1.1", false],
  ["\u00a0localhost", "1.1", false],
  ["a, b", "1.0", false],
] as const)("host %j of HTTP/%s is readable: %s", (host, version, expected) => {
  expect(decideHost(host, version, "id.example.com")).toBe(expected);
});
