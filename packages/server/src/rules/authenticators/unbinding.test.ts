import { describe, expect, test } from "vitest";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideTurningOff, decideUnbinding } from "./unbinding.ts";

const password: BoundAuthenticator = { kind: "password", id: "p" };
const app = (id: string): BoundAuthenticator => ({ kind: "totp", id, name: id });
const phone: BoundAuthenticator = { kind: "phone", id: "t" };
const passkey: BoundAuthenticator = { kind: "passkey", id: "k", verifiesUser: true, isDiscoverable: true };
const bare: BoundAuthenticator = { kind: "passkey", id: "b" };
const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
const off: BoundAuthenticator = { ...phone, isUnusable: true };

const source: Source = {
  organization: { id: "org_a", name: "Acme" },
  workspace: { id: "wksp_a", name: "Finance" },
  since: 1,
};
const far = { value: 9e15, source };
const none: Partial<HeldPolicies> = {};
const any: Partial<HeldPolicies> = { twoFactorFrom: far };
const key: Partial<HeldPolicies> = { phishingResistantFrom: far };
const noPhone: Partial<HeldPolicies> = { forbiddenKinds: { phone: source } };
const glass = [{ id: "org_b", name: "Borealis" }];

const outcome = (decision: ReturnType<typeof decideUnbinding> | ReturnType<typeof decideTurningOff>) =>
  decision && "refused" in decision ? decision.reason : (decision?.endsTwoStep ?? "may");

describe("removing", () => {
  test.each([
    ["the last second factor ends two-step sign-in", [password, app("a")], "a", none, true],
    ["it takes the recovery codes along", [password, app("a"), codes], "a", none, true],
    ["one of two ends nothing", [password, app("a"), app("b"), codes], "a", none, false],
    ["what is not there ends nothing", [password, app("a")], "x", none, false],
    ["recovery codes ends nothing", [password, app("a"), codes], "r", none, false],
    ["recovery codes from a password ends nothing", [password, codes], "r", none, false],
    ["what is switched off ends two-step sign-in", [password, off], "t", none, true],
    ["the password beside a passkey that verifies ends nothing", [password, passkey], "p", none, false],
    ["the password beside a passkey that does not", [password, bare], "p", none, "no-way-in"],
    ["the password beside an app", [password, app("a")], "p", none, "no-way-in"],
    ["the only password", [password], "p", none, "no-way-in"],
    ["the only passkey", [passkey], "k", none, "no-way-in"],
    ["the only passkey, with codes left", [passkey, codes], "k", none, "no-way-in"],
    ["the password, with codes and a passkey that does not verify", [password, bare, codes], "p", none, "no-way-in"],
    ["what an organization will ask for only later", [password, app("a")], "a", any, "required by Acme"],
    ["one of two where any is asked for", [password, app("a"), phone], "a", any, false],
    ["the passkey that is asked for", [password, passkey, app("a")], "k", key, "required by Acme"],
    ["one of two passkeys that are asked for", [password, passkey, bare], "k", key, false],
    ["an app beside the passkey that is asked for", [password, passkey, app("a")], "a", key, false],
    ["the last app, where a passkey is asked for and not bound", [password, app("a")], "a", key, "required by Acme"],
    ["one of two apps, where a passkey is asked for", [password, app("a"), app("b")], "a", key, false],
    ["the only allowed one beside a forbidden one", [password, app("a"), phone], "a", noPhone, "required by Acme"],
    ["a forbidden one beside an allowed one", [password, app("a"), phone], "t", noPhone, false],
    ["a forbidden one that is the only one", [password, phone], "t", noPhone, true],
    ["the only allowed one, where nothing forbidden is left", [password, app("a")], "a", noPhone, true],
    ["what is switched off, though one is asked for", [password, off], "t", any, true],
  ] as const)("%s", (_name, bound, id, policies, expected) => {
    expect(outcome(decideUnbinding(bound, id, { ...heldToNothing, ...policies }))).toBe(expected);
  });

  test.each([
    ["the passkey of whoever is named for break-glass", [password, passkey, app("a")], "k", "break-glass of Borealis"],
    ["one of two passkeys of theirs", [password, passkey, bare], "k", false],
    ["anything else of theirs", [password, passkey, app("a")], "a", false],
  ] as const)("%s", (_name, bound, id, expected) => {
    expect(outcome(decideUnbinding(bound, id, heldToNothing, glass))).toBe(expected);
  });

  test.each([
    ["a passkey or security key", [password, passkey], "k", key],
    ["a second factor", [password, app("a")], "a", any],
    ["another second factor than that", [password, app("a"), phone], "a", noPhone],
  ] as const)("is refused with who requires what: %s", (what, bound, id, policies) => {
    expect(decideUnbinding(bound, id, { ...heldToNothing, ...policies })).toEqual({
      refused: "last-authenticator",
      reason: "required by Acme",
      detail: `Acme requires ${what}, so you'll always need to keep one. Add another first.`,
      policy: { name: "secondFactor", organization: source.organization, workspace: source.workspace },
    });
  });

  test("is refused with what to add, where nobody could sign in", () => {
    expect(decideUnbinding([password], "p", heldToNothing)).toMatchObject({
      refused: "last-authenticator",
      detail: expect.stringContaining("Add a password, or a passkey that signs in alone, first."),
    });
  });

  test("names who asks for any second factor before who asks for a passkey", () => {
    const other: Source = { ...source, organization: { id: "org_c", name: "Cirrus" } };
    const held = { ...heldToNothing, twoFactorFrom: { value: 1, source: other }, phishingResistantFrom: far };
    expect(outcome(decideUnbinding([password, app("a")], "a", held))).toBe("required by Cirrus");
    expect(outcome(decideUnbinding([password, passkey], "k", held))).toBe("required by Acme");
  });
});

describe("turning two-step sign-in off", () => {
  test.each([
    ["leaves the password", [password, app("a"), codes], none, [], "may"],
    ["without a password", [passkey, app("a")], none, [], "no-way-in"],
    ["where a second factor is asked for", [password, app("a")], any, [], "required by Acme"],
    ["where a passkey is asked for", [password, passkey], key, [], "required by Acme"],
    ["where only what is forbidden goes", [password, phone], noPhone, [], "may"],
    ["where one is named for break-glass", [password, passkey], none, glass, "break-glass of Borealis"],
    ["where one is named and has no passkey", [password, app("a")], none, glass, "may"],
    ["where one is named, and more is asked for", [password, passkey], key, glass, "required by Acme"],
  ] as const)("%s", (_name, bound, policies, named, expected) => {
    expect(outcome(decideTurningOff(bound, { ...heldToNothing, ...policies }, named))).toBe(expected);
  });
});
