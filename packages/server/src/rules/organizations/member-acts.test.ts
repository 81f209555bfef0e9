import { type Role, roles } from "../../vocabulary/roles.ts";
import { describe, expect, test } from "vitest";
import { decideMemberAct, type MemberActFacts } from "./member-acts.ts";
import { decideInviting, decideMay, type MemberAct, type Permission, permissions } from "./permissions.ts";

const acts: readonly MemberAct[] = [
  "change-role",
  "remove",
  "suspend",
  "restore",
  "end-sessions",
  "require-password-reset",
  "transfer-ownership",
];

/** Everything there is: role × act × target's role × new role × self × suspended × owners left. */
function* everyCase(): Generator<MemberActFacts> {
  for (const role of roles)
    for (const act of acts)
      for (const targetRole of roles)
        for (const to of act === "change-role" ? roles : [undefined])
          for (const isSelf of [false, true])
            for (const isSuspended of [false, true])
              for (const otherActiveOwners of [0, 1]) {
                // Who acts is active, has one role, and is an owner who could act.
                if (isSelf && (isSuspended || targetRole !== role)) continue;
                if (!isSelf && role === "owner" && otherActiveOwners === 0) continue;
                yield { act, role, target: { role: targetRole, isSuspended, isSelf }, to, otherActiveOwners };
              }
}
const cases = [...everyCase()];
const allowed = (facts: MemberActFacts): boolean => decideMemberAct(facts) === undefined;

describe("who may do what to whom", () => {
  test("members and auditors do nothing but leave", () => {
    for (const facts of cases.filter(({ role }) => role === "member" || role === "auditor"))
      expect(allowed(facts), JSON.stringify(facts)).toBe(facts.act === "remove" && facts.target.isSelf);
  });

  test("an admin never acts on an owner, nor makes one", () => {
    for (const facts of cases.filter(({ role }) => role === "admin"))
      if (facts.target.role === "owner" || facts.to === "owner" || facts.act === "transfer-ownership")
        expect(decideMemberAct(facts), JSON.stringify(facts)).toMatchObject({ refused: "not-allowed", reason: "role" });
  });

  test("nobody acts on themself, but to leave, and an owner to step down", () => {
    for (const facts of cases.filter(({ target }) => target.isSelf).filter(allowed))
      expect([facts.act, facts.act === "remove" || facts.role]).toEqual(
        facts.act === "remove" ? ["remove", true] : ["change-role", "owner"],
      );
  });

  test("no act leaves an organization without an owner who could act", () => {
    for (const facts of cases.filter(({ otherActiveOwners }) => otherActiveOwners === 0).filter(allowed)) {
      const { act, target, to } = facts;
      const wasActive = target.role === "owner" && !target.isSuspended;
      const isStill = act !== "remove" && act !== "suspend" && (act !== "change-role" || to === "owner");
      expect(!wasActive || isStill, JSON.stringify(facts)).toBe(true);
    }
  });

  test("the last owner is told to make someone else one, by whatever they try", () => {
    const last = {
      role: "owner",
      target: { role: "owner", isSuspended: false, isSelf: true },
      otherActiveOwners: 0,
    } as const;
    for (const wish of [{ act: "remove" }, { act: "change-role", to: "member" }] as const)
      expect(decideMemberAct({ ...last, ...wish })).toMatchObject({ refused: "conflict", reason: "last-owner" });
  });

  test("every refusal says what to do instead", () => {
    for (const facts of cases) {
      const detail = decideMemberAct(facts)?.detail;
      if (detail !== undefined)
        expect(detail).toMatch(/Ask |ask |Leave|Choose|Make|Sign|Change|Restore|already|is not suspended/);
    }
  });

  test("what only needs a state is a conflict, and comes after the role", () => {
    for (const facts of cases.filter(({ act, target }) => act === "suspend" && target.isSuspended))
      expect(allowed(facts)).toBe(false);
    for (const facts of cases.filter(({ act, target }) => act === "restore" && !target.isSuspended))
      expect(allowed(facts)).toBe(false);
  });

  test("an owner does everything to everyone else that their state allows", () => {
    for (const facts of cases.filter(({ role, target }) => role === "owner" && !target.isSelf)) {
      const { act, target } = facts;
      const fits =
        act === "suspend"
          ? !target.isSuspended
          : act === "restore"
            ? target.isSuspended
            : act !== "transfer-ownership" || (!target.isSuspended && target.role !== "owner");
      expect(allowed(facts), JSON.stringify(facts)).toBe(fits);
    }
  });

  test("inviting follows the table of permissions; only owners invite owners", () => {
    for (const role of roles)
      for (const to of roles)
        expect(decideInviting(role, to) === undefined).toBe(
          decideMay(role, "manage-members") && (to !== "owner" || role === "owner"),
        );
  });

  test("an auditor sees the log and how people sign in, and nothing else; an owner may everything", () => {
    const of = (role: Role) => (Object.keys(permissions) as Permission[]).filter((each) => decideMay(role, each));
    expect(of("auditor")).toEqual(["see-organization", "leave", "see-sso", "read-log", "export-log"]);
    expect(of("member")).toEqual(["see-organization", "leave"]);
    expect(of("owner")).toEqual(Object.keys(permissions));
    expect(of("owner").filter((each) => !of("admin").includes(each))).toEqual([
      "transfer-ownership",
      "name-break-glass",
    ]);
  });
});
