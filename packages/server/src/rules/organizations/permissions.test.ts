import { describe, expect, test } from "vitest";
import { roles } from "../../vocabulary/roles.ts";
import {
  decideActsOnOthers,
  decideEndsOwnership,
  decideInviting,
  decideMay,
  listPermissions,
  type MemberAct,
  notByRole,
  permissionNames,
} from "./permissions.ts";

describe("who may", () => {
  test.each([
    ["see-organization", "owner admin member auditor"],
    ["leave", "owner admin member auditor"],
    ["change-organization", "owner admin"],
    ["list-members", "owner admin"],
    ["manage-members", "owner admin"],
    ["manage-workspaces", "owner admin"],
    ["see-policies", "owner admin"],
    ["change-policies", "owner admin"],
    ["see-sso", "owner admin auditor"],
    ["manage-sso", "owner admin"],
    ["transfer-ownership", "owner"],
    ["name-break-glass", "owner"],
    ["read-log", "owner admin auditor"],
    ["export-log", "owner admin auditor"],
  ] as const)("%s: %s", (permission, who) => {
    expect(roles.filter((role) => decideMay(role, permission)).join(" ")).toBe(who);
  });

  test.each([
    ["owner", 14],
    ["admin", 12],
    ["member", 2],
    ["auditor", 5],
  ] as const)("a list for each role: %s, %i", (role, count) => {
    const listed = listPermissions(role);
    expect(listed).toEqual(permissionNames.filter((each) => decideMay(role, each)));
    expect(listed).toHaveLength(count);
  });
});

describe("acting on others", () => {
  const managing: MemberAct[] = [
    "change-role",
    "remove",
    "suspend",
    "restore",
    "end-sessions",
    "require-password-reset",
  ];
  test.each([...managing.map((act) => [act, ["owner", "admin"]] as const), ["transfer-ownership", ["owner"]] as const])(
    "%s: %s",
    (act, who) => {
      expect(roles.filter((role) => !decideActsOnOthers(role, act))).toEqual(who);
    },
  );

  test("is refused with whom to ask", () => {
    expect(decideActsOnOthers("member", "remove")).toEqual(
      notByRole("Your role in this organization does not include that. Ask one of its owners or admins."),
    );
    expect(notByRole("Why.")).toEqual({ refused: "not-allowed", reason: "role", detail: "Why." });
  });
});

describe("inviting", () => {
  test.each([
    ["owner", "owner", undefined],
    ["owner", "admin", undefined],
    ["admin", "admin", undefined],
    ["admin", "auditor", undefined],
    ["admin", "owner", /^Only an owner makes someone an owner\./],
    ["member", "member", /does not include that\. Ask one of its owners or admins\./],
    ["auditor", "owner", /does not include that/],
  ] as const)("by %s, to be %s", (role, to, words) => {
    const refusal = decideInviting(role, to);
    expect(refusal?.reason).toBe(words && "role");
    if (words) expect(refusal?.detail).toMatch(words);
  });
});

test.each([
  ["remove", undefined, true],
  ["suspend", undefined, true],
  ["change-role", "admin", true],
  ["change-role", "owner", false],
  ["restore", undefined, false],
  ["end-sessions", undefined, false],
  ["require-password-reset", undefined, false],
  ["transfer-ownership", undefined, false],
] as const)("whether an owner is none after %s to %s: %s", (act, to, ends) => {
  expect(decideEndsOwnership(act, to)).toBe(ends);
});
