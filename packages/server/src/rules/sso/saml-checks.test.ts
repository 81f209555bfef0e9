import { describe, expect, test } from "vitest";
import { samlCheck, samlCheckNames } from "./saml-checks.ts";

describe("a check", () => {
  test.each<[string, boolean, string | undefined, string, boolean]>([
    ["that passed needs no fix", true, "a", "a", false],
    ["that failed says what to do", false, "b", "b", true],
    ["that found nothing says so", false, undefined, "nothing", true],
    ["that found much shows a line of it", false, "b".repeat(301), `${"b".repeat(300)}…`, true],
  ])("%s", (_name, passed, seen, shown, hasFix) => {
    const check = samlCheck("audience", passed, "a", seen);
    expect([check.seen, check.fix !== null]).toEqual([shown, hasFix]);
  });

  test("of every name has a sentence that says what to do", () => {
    for (const name of samlCheckNames) expect(samlCheck(name, false, "a", "b").fix).toMatch(/^[A-Z].*\.$/);
  });
});
