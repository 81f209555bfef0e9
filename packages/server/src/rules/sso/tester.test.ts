import { describe, expect, test } from "vitest";
import { roles } from "../../vocabulary/roles.ts";
import { judgeTester, type TesterFacts } from "./tester.ts";

describe("whether what a test shows is put in place", () => {
  test.each<[string, TesterFacts, boolean]>([
    ["a link that stands", { by: "link", stands: true }, true],
    ["a link that was taken back", { by: "link", stands: false }, false],
    ["an owner", { by: "member", place: { role: "owner", suspendedAt: null } }, true],
    ["an admin", { by: "member", place: { role: "admin", suspendedAt: null } }, true],
    ["an admin who is suspended", { by: "member", place: { role: "admin", suspendedAt: 1 } }, false],
    ["somebody removed", { by: "member", place: undefined }, false],
  ])("%s", (_name, facts, isAble) => {
    expect(judgeTester(facts)?.name).toBe(isAble ? undefined : "tester");
  });

  test("of all roles, those alone that manage single sign-on", () => {
    const able = roles.filter((role) => !judgeTester({ by: "member", place: { role, suspendedAt: null } }));
    expect(able).toEqual(["owner", "admin"]);
  });
});
