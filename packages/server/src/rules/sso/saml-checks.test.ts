import { expect, test } from "vitest";
import { samlCheck, samlCheckNames } from "./saml-checks.ts";

test.each(samlCheckNames)("%s says what to do where it fails, and nothing where it passed", (name) => {
  expect(samlCheck(name, true, "a", "a")).toEqual({ name, passed: true, expected: "a", seen: "a", fix: null });
  expect(samlCheck(name, false, "a", "b").fix).toMatch(/^[A-Z].*\w\.$/);
});

test.each([
  ["nothing", undefined, "nothing"],
  ["what is empty", "", ""],
  ["a line", "a".repeat(300), "a".repeat(300)],
  ["more than a line", "a".repeat(301), `${"a".repeat(300)}…`],
])("of what was seen it shows %s", (_name, seen, shown) => {
  expect(samlCheck("status", false, "a", seen).seen).toBe(shown);
});
