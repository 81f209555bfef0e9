import { expect, test } from "vitest";
import { decideEntry } from "./entry.ts";

test.each([
  ["somebody the row lets in", "account", ["session", "key"], "session", "enter"],
  ["somebody it does not", "account", ["key"], "session", "not-allowed"],
  ["somebody it does not, though it gives to anyone", "anyone", ["key"], "session", "not-allowed"],
  ["nobody, where it gives to anyone", "anyone", [], null, "enter"],
  ["nobody, where it gives to an account", "account", ["session"], null, "not-signed-in"],
  ["anybody at all, where it lets in none", "account", [], "session", "not-allowed"],
] as const)("%s", (_name, gives, callers, kind, expected) => {
  expect(decideEntry<string>({ gives, callers }, kind)).toBe(expected);
});
