import { expect, test } from "vitest";
import { actsOn, rolesToGive } from "./member-acts.ts";

const member = { role: "member", status: "active", sessions: 1, you: false } as const;

test("an admin does nothing to an owner, and hands nothing over", () => {
  expect(actsOn("admin", { ...member, role: "owner" })).toEqual([]);
  expect(actsOn("admin", member)).toEqual(["role", "end-sessions", "password-reset", "suspend", "remove"]);
  expect(rolesToGive("admin")).not.toContain("owner");
});

test("an owner may hand over to whoever is active and no owner yet", () => {
  expect(actsOn("owner", member)).toContain("transfer");
  expect(actsOn("owner", { ...member, role: "owner" })).not.toContain("transfer");
  expect(actsOn("owner", { ...member, status: "suspended" })).not.toContain("transfer");
});

test("a suspended member is restored, and one without sessions not signed out", () => {
  const acts = actsOn("owner", { ...member, status: "suspended", sessions: 0 });
  expect(acts).toEqual(["role", "password-reset", "restore", "remove"]);
});

test("to oneself only stepping down is offered, and only to an owner", () => {
  expect(actsOn("owner", { ...member, role: "owner", you: true })).toEqual(["role"]);
  expect(actsOn("admin", { ...member, role: "admin", you: true })).toEqual([]);
});

test.each(["member", "auditor"] as const)("%s does nothing to others", (mine) => {
  expect(actsOn(mine, member)).toEqual([]);
});
