import { describe, expect, test } from "vitest";
import { type Audience, decideAudiences, decideOwnersTold } from "./audiences.ts";

describe("who is told of", () => {
  test.each([
    ["policies.changed", {}, ["other-owners"]],
    ["break-glass.changed", {}, ["owners"]],
    ["break-glass.used", {}, ["owners"]],
    ["ownership.transferred", {}, ["owners"]],
    ["organization.plan-changed", {}, ["owners"]],
    ["domain.failing", { name: "acme.example", days: 0 }, ["owners"]],
    ["domain.released", { name: "acme.example" }, ["owners"]],
    ["domain.recovered", { name: "acme.example" }, []],
    ["member.role-changed", { from: "admin", to: "member" }, ["member"]],
    ["member.role-changed", { from: "owner", to: "member" }, ["member", "owners"]],
    ["member.role-changed", { from: "member", to: "owner" }, ["member", "owners"]],
    ["member.removed", { from: "owner" }, ["member"]],
    ["member.suspended", {}, ["member"]],
    ["member.restored", {}, ["member"]],
    ["member.sessions-ended", {}, ["member"]],
    ["member.password-reset-required", {}, ["member"]],
    ["session.opened", {}, []],
  ] as const)("%s %j: %j", (type, data, expected) => {
    expect(decideAudiences(type, data)).toEqual(expected);
  });
});

describe("of less protection is told, beside what the same act did", () => {
  const [unbound, off] = [{ change: "unbound", kind: "totp" }, { change: "two-step-off" }];
  test.each<[string, object, object[], Audience[]]>([
    ["an authenticator removed alone", unbound, [], ["other-owners"]],
    ["one of two removed at once", unbound, [{ change: "unbound", kind: "phone" }], ["other-owners"]],
    ["one of those that two-step sign-in took along: nobody", unbound, [unbound, off], []],
    ["two-step sign-in itself", off, [unbound, unbound], ["other-owners"]],
    ["the password removed", { change: "password-removed" }, [], ["other-owners"]],
    ["one added: nobody", { change: "bound" }, [off], []],
  ])("%s", (_name, data, besides, expected) => {
    expect(decideAudiences("member.protection-changed", data, besides)).toEqual(expected);
  });
});

describe("of the owners are told", () => {
  const owner = (accountId: string, suspendedAt: number | null = null) => ({ accountId, suspendedAt });
  const owners = [owner("ann"), owner("bob"), owner("cy", 0)];
  test.each<[string, Audience[], string | null, string[]]>([
    ["all but suspended ones", ["owners"], "ann", ["ann", "bob"]],
    ["all but who did it", ["other-owners"], "ann", ["bob"]],
    ["all, where nobody of them did it", ["other-owners"], null, ["ann", "bob"]],
    ["all, where both are meant", ["other-owners", "owners"], "ann", ["ann", "bob"]],
    ["none, where only the member is meant", ["member"], "ann", []],
    ["none, where nobody is", [], null, []],
  ])("%s", (_name, audience, actorId, expected) => {
    expect(decideOwnersTold(owners, audience, actorId)).toEqual(expected);
  });
});
