import { describe, expect, test } from "vitest";
import { jitModes } from "../../vocabulary/sso.ts";
import { decideLink, type LinkFacts } from "./linking.ts";

const member = { isMember: true, isSuspendedHere: false, isElsewhere: false, isKnownOtherwise: false };
const facts: LinkFacts = { jit: "none", isOfOwnDomain: true, isInvited: false, account: member };
const stranger = { ...member, isMember: false };

describe("what becomes of somebody an identity provider names for the first time", () => {
  test.each<[string, Partial<LinkFacts>, object]>([
    ["a member with a managed address", {}, { next: "link", joins: false }],
    [
      "a member with a life elsewhere",
      { account: { ...member, isElsewhere: true } },
      { next: "prove-own", joins: false },
    ],
    [
      "a member known by another name",
      { account: { ...member, isKnownOtherwise: true } },
      { next: "prove-own", joins: false },
    ],
    ["a member with another's address", { isOfOwnDomain: false }, { next: "prove-own", joins: false }],
    ["a suspended member", { account: { ...member, isSuspendedHere: true } }, { next: "refuse", reason: "no-place" }],
    ["nobody's address, nobody is made", { account: null }, { next: "refuse", reason: "no-place" }],
    ["nobody's address, all are made", { account: null, jit: "verified-domains" }, { next: "make" }],
    [
      "nobody's address, the invited are made",
      { account: null, jit: "invited" },
      { next: "refuse", reason: "no-place" },
    ],
    ["an invited one's", { account: null, jit: "invited", isInvited: true }, { next: "make" }],
    [
      "an invited one's of another domain",
      { account: null, jit: "invited", isInvited: true, isOfOwnDomain: false },
      { next: "refuse", reason: "no-place" },
    ],
    ["an account without a place", { account: stranger }, { next: "refuse", reason: "no-place" }],
    ["an account that may join", { account: stranger, jit: "verified-domains" }, { next: "link", joins: true }],
    [
      "one with a life elsewhere that may join",
      { account: { ...stranger, isElsewhere: true }, jit: "verified-domains" },
      { next: "prove-own", joins: true },
    ],
    [
      "an account outside the domains",
      { account: stranger, jit: "verified-domains", isOfOwnDomain: false },
      { next: "refuse", reason: "no-place" },
    ],
  ])("%s", (_name, given, expected) => {
    expect(decideLink({ ...facts, ...given })).toEqual(expected);
  });

  test("nobody gains an account by an address alone: over all there is", () => {
    const yesNo = [false, true];
    for (const jit of jitModes)
      for (const isOfOwnDomain of yesNo)
        for (const isInvited of yesNo)
          for (const isMember of yesNo)
            for (const isElsewhere of yesNo)
              for (const isKnownOtherwise of yesNo) {
                const account = { isMember, isElsewhere, isKnownOtherwise, isSuspendedHere: false };
                const decision = decideLink({ jit, isOfOwnDomain, isInvited, account });
                if (decision.next === "link")
                  expect([isOfOwnDomain, isElsewhere, isKnownOtherwise]).toEqual([true, false, false]);
                if (decision.next === "make") expect.fail("an account that is there was made");
                if (!isMember && decision.next !== "refuse") expect(jit).not.toBe("none");
              }
  });
});
