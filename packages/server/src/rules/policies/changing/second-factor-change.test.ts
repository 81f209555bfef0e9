import { describe, expect, test } from "vitest";
import { noPolicies, type PolicySet, type PolicyValues } from "../../../vocabulary/policies.ts";
import type { PolicyChangeFacts, Standing } from "./change-facts.ts";
import { decideSecondFactorChange } from "./second-factor-change.ts";

type Demand = PolicyValues["secondFactor"] | null;
const demand = (required: NonNullable<Demand>["required"], graceDays = 0): Demand => ({ required, graceDays });
const standing = (kinds: Standing["kinds"], more: Partial<Standing> = {}): Standing => ({
  ...{ role: "owner", isHeld: true, kinds, addresses: [], isBreakGlass: false, alsoHeldTo: [] },
  ...more,
});
const only = (...allowedKinds: Standing["kinds"]): PolicySet => ({ ...noPolicies, allowedKinds });

function decide(secondFactor: Demand, more: Partial<PolicyChangeFacts> = {}) {
  const before = more.before ?? noPolicies;
  return decideSecondFactorChange({
    isWorkspace: false,
    steps: [{ policy: "secondFactor", from: before.secondFactor, to: secondFactor }],
    after: { ...noPolicies, ...more.after, secondFactor },
    others: [],
    plan: {} as PolicyChangeFacts["plan"],
    offered: [],
    caller: standing(["passkey"]),
    singleSignOn: { hasActiveConnection: false, isTestedByCaller: false },
    addressFault: null,
    owners: [standing(["passkey"])],
    leftWithout: 0,
    ...more,
    before,
    ...(more.after && { after: { ...more.after, secondFactor } }),
  });
}

const any = demand("two-factor");
const key = demand("phishing-resistant");
const before = (secondFactor: Demand) => ({ before: { ...noPolicies, secondFactor } });
const by = (...kinds: Standing["kinds"]) => ({ caller: standing(kinds) });

describe("requiring a second factor", () => {
  test.each<[string, Demand, Partial<PolicyChangeFacts>, string | undefined]>([
    ["that one has oneself", any, by("phone"), undefined],
    ["that one has not", any, by(), "own-second-factor"],
    ["not even after a grace period", demand("two-factor", 30), by(), "own-second-factor"],
    ["of a passkey one has", key, by("passkey"), undefined],
    ["of a passkey one has not", key, by("totp"), "own-passkey"],
    ["of a passkey, having nothing", key, by(), "own-passkey"],
    ["that is forbidden to oneself", any, { ...by("phone"), after: only("totp") }, "own-kind"],
    [
      "that another organization forbids",
      any,
      { caller: standing(["phone"], { alsoHeldTo: [only("totp")] }) },
      "own-kind",
    ],
    ["of a passkey that is forbidden", key, { ...by("passkey"), after: only("totp") }, "own-passkey"],
    ["in a workspace one is not in", any, { caller: standing([], { isHeld: false }) }, undefined],
    ["that is taken off", null, by(), undefined],
    ["that is none", demand("none"), by(), undefined],
    ["that is not changed", any, { ...by(), steps: [] }, undefined],
    ["that was required before", any, { ...by(), ...before(any) }, undefined],
    ["less than before", any, { ...by(), ...before(key) }, undefined],
    ["more than before", key, { ...by("totp"), ...before(any) }, "own-passkey"],
    ["a day later than before", demand("two-factor", 8), { ...by(), ...before(demand("two-factor", 7)) }, undefined],
    [
      "a day sooner than before",
      demand("two-factor", 6),
      { ...by(), ...before(demand("two-factor", 7)) },
      "own-second-factor",
    ],
  ])("%s", (_name, after, more, reason) => {
    const refusal = decide(after, more);
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.refused).toBe(reason && "not-allowed");
  });

  const outside = { caller: standing([], { isHeld: false }) };
  test.each<[string, Demand, Standing[], string | undefined]>([
    ["from the first day, which no owner has", any, [standing([])], "owners-second-factor"],
    ["from the next day, which no owner has", demand("two-factor", 1), [standing([])], undefined],
    ["which one of two owners has", any, [standing([]), standing(["phone"])], undefined],
    ["of a passkey, which no owner has", key, [standing(["totp"])], "owners-second-factor"],
    ["where one owner is not held to it", any, [standing([]), standing([], { isHeld: false })], undefined],
    ["where there is no owner", any, [], undefined],
    [
      "which is forbidden to all owners",
      any,
      [standing(["phone"], { alsoHeldTo: [only("totp")] })],
      "owners-second-factor",
    ],
  ])("%s", (_name, after, owners, reason) => {
    expect(decide(after, { ...outside, owners })?.reason).toBe(reason);
  });

  test.each<[string, Demand, Partial<PolicyChangeFacts>, string]>([
    ["a passkey of one's own", key, by(), "Add a passkey or security key to your account first, then require it."],
    ["a second factor of one's own", any, by(), "Add one to your account first, then require it."],
    [
      "an allowed one",
      any,
      { ...by("phone"), after: only("totp") },
      "Add one of an allowed kind to your account first.",
    ],
    ["a grace period", any, { ...outside, owners: [standing([])] }, "Give some days, or ask an owner"],
  ])("is refused with what it takes: %s", (_name, after, more, words) => {
    expect(decide(after, more)?.detail).toContain(words);
  });
});
