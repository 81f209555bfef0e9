import { describe, expect, test } from "vitest";
import { kinds, secondFactorKinds } from "../../../vocabulary/kinds.ts";
import type { Source } from "../held/held-policies.ts";
import {
  decideLeftWithout,
  decideMayBind,
  decideMustBind,
  decideRequired,
  isMeant,
  type KindPolicies,
  listAllowedKinds,
} from "./allowed-kinds.ts";

const set = (
  allowedKinds: KindPolicies["allowedKinds"],
  required?: "none" | "two-factor" | "phishing-resistant",
): KindPolicies => ({ allowedKinds, secondFactor: required ? { required, graceDays: 0 } : null });

describe("of some kinds", () => {
  test.each([
    ["all, where nothing is set", [], ["passkey", "totp", "phone"]],
    ["all, where no kinds are", [set(null)], ["passkey", "totp", "phone"]],
    ["those allowed", [set(["totp", "phone"])], ["totp", "phone"]],
    ["those that all allow", [set(["totp", "phone"]), set(null), set(["passkey", "totp"])], ["totp"]],
    ["none, where nobody agrees", [set(["totp"]), set(["phone"])], []],
    ["none, of an empty list", [set([])], []],
  ] as const)("%s", (_name, policies, expected) => {
    expect(listAllowedKinds(secondFactorKinds, policies)).toEqual(expected);
  });
});

test.each([
  ["nothing", [], "none"],
  ["nothing, where it is not set", [set(null)], "none"],
  ["two factors beside nothing", [set(null, "two-factor"), set(null, "none")], "two-factor"],
  ["a passkey beside two factors", [set(null, "two-factor"), set(null, "phishing-resistant")], "phishing-resistant"],
] as const)("the strictest that is asked for: %s", (_name, policies, expected) => {
  expect(decideRequired(policies)).toBe(expected);
});

describe("who must bind", () => {
  test.each([
    ["nobody who has none, where nothing is asked", [set(["totp"])], [], false],
    ["whoever has only what is forbidden", [set(["totp"])], ["phone"], true],
    ["nobody who has an allowed one beside it", [set(["totp"])], ["phone", "totp"], false],
    ["whoever has none, where one is asked", [set(null, "two-factor")], [], true],
    ["nobody who has one", [set(null, "two-factor")], ["phone"], false],
    ["whoever has only a forbidden one, where one is asked", [set(["totp"], "two-factor")], ["phone"], true],
    ["whoever has no passkey, where one is asked", [set(null, "phishing-resistant")], ["totp", "phone"], true],
    ["nobody who has a passkey", [set(null, "phishing-resistant")], ["passkey"], false],
    ["whoever has only a forbidden passkey", [set(["totp"], "phishing-resistant")], ["passkey", "totp"], true],
  ] as const)("%s", (_name, policies, kinds_, expected) => {
    expect(isMeant(kinds_, decideMustBind(policies))).toBe(expected);
  });
});

describe("whose second factors would all be forbidden", () => {
  const before = [set(["totp", "phone"])];
  test.each([
    ["one that was allowed", ["phone"], true],
    ["one that was forbidden already", ["passkey"], false],
    ["one that still is allowed", ["totp"], false],
    ["one of each", ["phone", "totp"], false],
    ["none", [], false],
  ] as const)("%s", (_name, kinds_, expected) => {
    expect(isMeant(kinds_, decideLeftWithout(before, [set(["totp"])]))).toBe(expected);
  });
});

describe("binding a kind", () => {
  const source: Source = {
    organization: { id: "org_a", name: "Acme" },
    workspace: { id: "wksp_a", name: "Finance" },
    since: 1,
  };
  test("that nobody forbids", () => {
    expect(decideMayBind("totp", { forbiddenKinds: { phone: source } })).toBeUndefined();
  });
  test.each(secondFactorKinds)("that is forbidden says who does not allow it: %s", (kind) => {
    const refusal = decideMayBind(kind, { forbiddenKinds: { [kind]: source } });
    expect(refusal).toEqual({
      refused: "not-allowed",
      reason: "kind-not-allowed",
      detail: `Acme does not allow ${kinds[kind].many} as a second factor. Add another kind instead.`,
      policy: { name: "allowedKinds", organization: source.organization, workspace: source.workspace },
    });
  });
});
