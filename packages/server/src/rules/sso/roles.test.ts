import { describe, expect, test } from "vitest";
import type { Attributes, RoleRule } from "../../vocabulary/sso.ts";
import { decideGiven, decideRoleChange, type Standing } from "./roles.ts";

const rules: RoleRule[] = [
  { attribute: "groups", equals: "it", role: "admin" },
  { attribute: "groups", equals: "audit", role: "auditor" },
  { attribute: "groups", equals: "money", workspace: "wksp_1" },
  { attribute: "department", equals: "Design", workspace: "wksp_2" },
];
const member: Standing = { role: "member", workspaces: [], isNeeded: false };

describe("what role rules give", () => {
  test.each<[string, Attributes, Partial<Standing>, boolean, object]>([
    ["the first that fits", { groups: ["audit", "it"] }, {}, false, { role: "admin", join: [], leave: [] }],
    ["another", { groups: ["audit"] }, {}, false, { role: "auditor", join: [], leave: [] }],
    ["nothing that changes anything", { groups: ["cooks"] }, {}, false, { role: null, join: [], leave: [] }],
    ["a workspace", { groups: ["money"] }, {}, false, { role: null, join: ["wksp_1"], leave: [] }],
    [
      "two",
      { groups: ["money"], department: ["Design"] },
      {},
      false,
      { role: null, join: ["wksp_1", "wksp_2"], leave: [] },
    ],
    ["a role taken away", {}, { role: "admin" }, false, { role: "member", join: [], leave: [] }],
    [
      "a workspace taken away",
      {},
      { workspaces: ["wksp_1", "wksp_9"] },
      false,
      { role: null, join: [], leave: ["wksp_1"] },
    ],
    ["nothing of an owner's", {}, { role: "owner" }, false, { role: null, join: [], leave: [] }],
    ["nothing of whoever is needed", {}, { role: "admin", isNeeded: true }, false, { role: null, join: [], leave: [] }],
    [
      "nothing taken away where groups were too many",
      {},
      { role: "admin", workspaces: ["wksp_1"] },
      true,
      { role: null, join: [], leave: [] },
    ],
    ["only what is equal", { groups: ["IT", "it "] }, {}, false, { role: null, join: [], leave: [] }],
  ])("%s", (_name, attributes, standing, isOverage, expected) => {
    const given = decideGiven(rules, attributes, isOverage);
    expect(decideRoleChange(rules, given, { ...member, ...standing })).toEqual(expected);
  });

  test("without rules for roles nobody's role changes", () => {
    const given = decideGiven([], { groups: ["it"] }, false);
    expect(decideRoleChange([], given, { ...member, role: "admin" }).role).toBeNull();
  });
});
