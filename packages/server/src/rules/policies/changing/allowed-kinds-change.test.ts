import { describe, expect, test } from "vitest";
import { type AuthenticatorKind, secondFactorKinds } from "../../../vocabulary/kinds.ts";
import { noPolicies, type PolicySet, type PolicyValues } from "../../../vocabulary/policies.ts";
import { decideAllowedKindsChange } from "./allowed-kinds-change.ts";
import type { PolicyChangeFacts, Standing } from "./change-facts.ts";

type Kinds = readonly AuthenticatorKind[];
const set = (allowedKinds: Kinds | null, required?: PolicyValues["secondFactor"]["required"]): PolicySet => ({
  ...noPolicies,
  allowedKinds,
  secondFactor: required ? { required, graceDays: 0 } : null,
});
const caller = (kinds: Kinds, more: Partial<Standing> = {}): { caller: Standing } => ({
  caller: { role: "owner", isHeld: true, kinds, addresses: [], isBreakGlass: false, alsoHeldTo: [], ...more },
});
const step = (policy: "allowedKinds" | "secondFactor" | "stepUp") => ({ steps: [{ policy, from: null, to: null }] });
const decide = (after: PolicySet, more: Partial<PolicyChangeFacts> = {}) =>
  decideAllowedKindsChange({
    ...{ isWorkspace: false, before: noPolicies, after, others: [], plan: {} as PolicyChangeFacts["plan"] },
    ...{ offered: secondFactorKinds, addressFault: null, owners: [], leftWithout: 0 },
    singleSignOn: { hasActiveConnection: false, isTestedByCaller: false },
    ...step("allowedKinds"),
    ...caller([]),
    ...more,
  });
const others = (name: string, one: PolicySet) => ({ others: [{ name, set: noPolicies }].concat({ name, set: one }) });

describe("allowing kinds", () => {
  test.each<[string, PolicySet, Partial<PolicyChangeFacts>, string | undefined]>([
    ["all", set(null), {}, undefined],
    ["some", set(["totp"]), {}, undefined],
    ["none", set([]), {}, "no-kind-left"],
    ["only what is not offered here", set(["phone"]), { offered: ["passkey", "totp"] }, "no-kind-left"],
    ["none, where nothing of it is changed", set([]), step("stepUp"), undefined],
    ["none that another allows too", set(["totp"]), others("Finance", set(["phone"])), "no-kind-left"],
    ["one that another allows too", set(["totp", "phone"]), others("Finance", set(["phone"])), undefined],
    ["no passkey, where one is required", set(["totp"], "phishing-resistant"), {}, "no-passkey-allowed"],
    ["no passkey, where any is required", set(["totp"], "two-factor"), {}, undefined],
    ["a passkey that is required", set(["passkey"], "phishing-resistant"), {}, undefined],
    [
      "no passkey, where another requires one",
      set(["totp"]),
      others("Finance", set(null, "phishing-resistant")),
      "no-passkey-allowed",
    ],
    [
      "a passkey another forbids and this requires",
      set(null, "phishing-resistant"),
      { ...step("secondFactor"), ...others("Finance", set(["totp"])) },
      "no-passkey-allowed",
    ],
    [
      "no passkey that is not offered, where one is required",
      set(null, "phishing-resistant"),
      { offered: ["totp"] },
      "no-passkey-allowed",
    ],
    ["one's own kind", set(["totp"]), caller(["totp"]), undefined],
    ["one of one's own kinds", set(["totp"]), caller(["phone", "totp"]), undefined],
    ["none of one's own kinds", set(["totp"]), caller(["phone"]), "own-kind"],
    ["none of them, having none", set(["totp"]), caller([]), undefined],
    ["none of them, where one is not held to it", set(["totp"]), caller(["phone"], { isHeld: false }), undefined],
    [
      "one's own kind, which another forbids",
      set(["totp"]),
      caller(["totp"], { alsoHeldTo: [set(["phone"])] }),
      "own-kind",
    ],
    [
      "none of one's own, where only the demand is changed",
      set(["totp"]),
      { ...caller(["phone"]), ...step("secondFactor") },
      undefined,
    ],
    ["what leaves one member without", set(["totp"]), { leftWithout: 1 }, "members-without-kind"],
    [
      "what would, where only the demand is changed",
      set(["totp"]),
      { leftWithout: 1, ...step("secondFactor") },
      undefined,
    ],
    [
      "none of one's own, before others are counted",
      set(["totp"]),
      { leftWithout: 1, ...caller(["phone"]) },
      "own-kind",
    ],
  ])("%s", (_name, after, more, reason) => {
    const refusal = decide(after, more);
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.refused).toBe(reason && "not-allowed");
  });

  const finance = others("Finance", set(["phone"]));
  test.each<[string, PolicySet, Partial<PolicyChangeFacts>, RegExp]>([
    ["that none is left", set([]), {}, /^This way no second factor would be left\. Allow one, such as/],
    [
      "which workspace contradicts it",
      set(["totp"]),
      finance,
      /^Together with what the workspace Finance allows, no second/,
    ],
    [
      "which organization contradicts it",
      set(["totp"]),
      { ...finance, isWorkspace: true },
      /^Together with what Finance allows, no second/,
    ],
    [
      "that no passkey is allowed",
      set(["totp"], "phishing-resistant"),
      {},
      /^This way no passkey is allowed, .* Allow passkeys, or/,
    ],
    [
      "which workspace asks for a passkey",
      set(["totp"]),
      others("Finance", set(null, "phishing-resistant")),
      /^Together with what the workspace Finance allows, no passkey/,
    ],
    [
      "how one gets there",
      set(["totp"]),
      caller(["phone"]),
      /^All second factors of your own .* Add one of an allowed kind/,
    ],
    ["that it is one member", set(["totp"]), { leftWithout: 1 }, /^1 member has no second factor but those/],
    ["how many members", set(["totp"]), { leftWithout: 2 }, /^2 members have no second factor but those/],
  ])("is refused with %s", (_name, after, more, words) => {
    expect(decide(after, more)?.detail).toMatch(words);
  });
});
