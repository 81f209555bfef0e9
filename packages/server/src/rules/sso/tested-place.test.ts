import { describe, expect, test } from "vitest";
import { judgeTestedPlace, noteOverage, type TestedFacts } from "./tested-place.ts";

describe("whether what a connection sends of people leads somewhere", () => {
  test.each<[string, TestedFacts, boolean]>([
    ["an address at a domain of theirs", { address: "kim@a.example", isAtOwnDomain: true, isRefused: false }, true],
    ["the same, for whom no account is made", { address: "kim@a.example", isAtOwnDomain: true, isRefused: true }, true],
    ["one elsewhere that is known", { address: "kim@b.example", isAtOwnDomain: false, isRefused: false }, true],
    ["one elsewhere that is not", { address: "kim@b.example", isAtOwnDomain: false, isRefused: true }, false],
    ["none, of somebody known", { address: null, isAtOwnDomain: false, isRefused: false }, true],
    ["none", { address: null, isAtOwnDomain: false, isRefused: true }, false],
  ])("%s", (_name, facts, passed) => {
    const check = judgeTestedPlace(facts);
    expect(check).toMatchObject({ name: "place", passed, seen: facts.address ?? "no address" });
    expect(check.fix === null).toBe(passed);
  });

  test("groups that did not come are said, and fail nothing", () => {
    expect(noteOverage(true)).toMatchObject({ name: "groups", passed: true, fix: expect.stringContaining("Roles") });
    expect(noteOverage(false)).toBeUndefined();
  });
});
