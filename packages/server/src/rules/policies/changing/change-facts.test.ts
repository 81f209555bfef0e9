import { expect, test } from "vitest";
import { changes } from "./change-facts.ts";

test.each([
  ["one that is", ["session"], true],
  ["one of several", ["ipAllowlist", "session"], true],
  ["another", ["ipAllowlist"], false],
  ["none", [], false],
] as const)("whether one of these is changed: %s", (_name, names, expected) => {
  expect(changes({ steps: [{ policy: "session", from: null, to: null }] }, ...names)).toBe(expected);
});
