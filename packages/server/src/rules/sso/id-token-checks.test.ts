import { describe, expect, test } from "vitest";
import { idTokenCheck, idTokenCheckNames } from "./id-token-checks.ts";

describe("a check of an ID token", () => {
  test.each<[string, boolean, unknown, string, boolean]>([
    ["that passed needs no fix", true, "a", "a", false],
    ["that failed says what to do", false, "b", "b", true],
    ["that found nothing says so", false, undefined, "nothing", true],
    ["that found a list shows it", false, ["a", "b"], '["a","b"]', true],
    ["that found much shows a line of it", false, "b".repeat(500), "b".repeat(200), true],
  ])("%s", (_name, passed, seen, shown, hasFix) => {
    const check = idTokenCheck("audience", passed, "a", seen);
    expect([check.seen, check.fix !== null]).toEqual([shown, hasFix]);
  });

  test("of every name has a sentence that says what to do", () => {
    for (const name of idTokenCheckNames) expect(idTokenCheck(name, false, "a", "b").fix).toMatch(/^[A-Z].*\.$/);
  });
});
