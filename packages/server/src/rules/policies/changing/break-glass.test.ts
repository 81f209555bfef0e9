import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import { noPolicies, type PolicySet, type RequiredSingleSignOn } from "../../../vocabulary/policies.ts";
import type { BoundAuthenticator } from "../../../vocabulary/proofs.ts";
import { type BreakGlassOwner, decideBreakGlass, decideBreakGlassKeeps } from "./break-glass.ts";

const owner = (accountId: string, more: Partial<BreakGlassOwner> = {}): BreakGlassOwner => ({
  ...{ accountId, name: accountId.toUpperCase(), role: "owner", isHeld: true, kinds: ["passkey"] },
  ...{ addresses: [], isBreakGlass: false, alsoHeldTo: [] },
  ...more,
});
const list = (enabled: boolean): PolicySet => ({
  ...noPolicies,
  ipAllowlist: { enabled, entries: [{ cidr: "192.0.2.0/24", label: "" }] },
});
const signOn = (required: RequiredSingleSignOn): PolicySet => ({ ...noPolicies, singleSignOn: { required } });
const at = (address: string) => ({ addresses: [address] });
const two = [owner("ann"), owner("bob")];

describe("naming owners for break-glass", () => {
  test.each([
    ["two owners with a passkey each", ["ann", "bob"], two, noPolicies, undefined],
    ["one", ["ann"], two, noPolicies, "invalid-request"],
    ["the same one twice", ["ann", "ann"], two, noPolicies, "invalid-request"],
    ["three", ["ann", "bob", "cy"], [...two, owner("cy")], noPolicies, "invalid-request"],
    ["somebody who is no active owner, first", ["cy", "bob"], two, noPolicies, "not-an-owner"],
    ["somebody who is no active owner, second", ["ann", "cy"], two, noPolicies, "not-an-owner"],
    ["an owner without a passkey", ["ann", "cy"], [...two, owner("cy", { kinds: ["totp"] })], noPolicies, "no-passkey"],
    ["none, without a list", [], two, noPolicies, undefined],
    ["none, with a list that is off", [], two, list(false), undefined],
    ["none, with an owner on the list", [], [owner("ann", at("192.0.2.7")), owner("bob")], list(true), undefined],
    ["none, with no owner on the list", [], [owner("ann", at("198.51.100.7"))], list(true), "owners-addresses"],
    [
      "none, where it is all that lets them in",
      [],
      two.map((each) => ({ ...each, isBreakGlass: true })),
      list(true),
      "owners-addresses",
    ],
    ["none, while single sign-on is required", [], two, signOn("verified-domains"), "single-sign-on"],
    ["none, while single sign-on is not", [], two, signOn("none"), undefined],
    ["two others, while single sign-on is required", ["ann", "bob"], two, signOn("everyone"), undefined],
    ["two, with no owner on the list", ["ann", "bob"], two, list(true), undefined],
  ] as const)("%s", (_name, named, owners, policies, expected) => {
    const refusal = decideBreakGlass({ named, owners, policies });
    expect(refusal && (refusal.refused === "not-allowed" ? refusal.reason : refusal.refused)).toBe(expected);
  });

  test("says where the wrong names stand", () => {
    expect(decideBreakGlass({ named: ["ann"], owners: two, policies: noPolicies })).toEqual({
      refused: "invalid-request",
      errors: [{ pointer: "#/owners", detail: "Name two different owners, or none." }],
    });
  });

  test("says who has no passkey", () => {
    const owners = [owner("ann"), owner("bob", { kinds: ["totp", "phone"] })];
    expect(decideBreakGlass({ named: ["ann", "bob"], owners, policies: noPolicies })).toMatchObject({
      detail: "BOB has no passkey. Ask them to add a passkey or security key to their account first.",
    });
  });

  test.each([
    ["to make somebody an owner first", ["cy", "bob"], noPolicies, "Make them an owner first."],
    ["to add an address first", [], list(true), "Add an owner's address to the list first."],
  ])("says %s", (_name, named, policies, words) => {
    expect(decideBreakGlass({ named, owners: two, policies })?.detail).toContain(words);
  });
});

describe("the last passkey of whoever is named for break-glass", () => {
  const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
  const acme = { id: "org_a", name: "Acme", more: "not told" };
  test.each([
    ["stays", all("passkey", "totp"), all("totp"), [acme], true],
    ["goes, where they are named nowhere", all("passkey", "totp"), all("totp"), [], false],
    ["goes, where another is left", all("passkey", "passkey"), all("passkey"), [acme], false],
    ["was gone before", all("totp", "phone"), all("phone"), [acme], false],
  ])("%s", (_name, before, after, named, isKept) => {
    expect(decideBreakGlassKeeps(before, after, named) !== undefined).toBe(isKept);
  });

  test("stays for the first organization that named them, which is told", () => {
    expect(decideBreakGlassKeeps(all("passkey"), [], [acme, { id: "org_b", name: "Borealis" }])).toEqual({
      refused: "last-authenticator",
      reason: "break-glass of Acme",
      detail:
        "You are named for break-glass in Acme, which needs a passkey. Add another passkey first, or have an owner name somebody else.",
      policy: { name: "breakGlass", organization: { id: "org_a", name: "Acme" }, workspace: null },
    });
  });
});
