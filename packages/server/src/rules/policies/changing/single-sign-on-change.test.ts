import { describe, expect, test } from "vitest";
import { noPolicies, type RequiredSingleSignOn } from "../../../vocabulary/policies.ts";
import type { PolicyChangeFacts, Standing } from "./change-facts.ts";
import { decideIsFreshTest, decideSingleSignOnChange } from "./single-sign-on-change.ts";

const glass = (more: Partial<Standing> = {}): Standing => ({
  ...{ role: "owner", isHeld: true, kinds: ["passkey"], addresses: [], isBreakGlass: true, alsoHeldTo: [] },
  ...more,
});
const works = { hasActiveConnection: true, isTestedByCaller: true };

function decide(
  from: RequiredSingleSignOn | null,
  to: RequiredSingleSignOn | null,
  more: Partial<PolicyChangeFacts> = {},
) {
  const [before, after] = [from, to].map((required) => required && { required });
  return decideSingleSignOnChange({
    ...{ isWorkspace: false, steps: [{ policy: "singleSignOn", from: before ?? null, to: after ?? null }] },
    ...{
      before: { ...noPolicies, singleSignOn: before ?? null },
      after: { ...noPolicies, singleSignOn: after ?? null },
    },
    ...{ others: [], plan: {} as PolicyChangeFacts["plan"], offered: [], caller: glass(), addressFault: null },
    ...{ owners: [glass(), glass()], leftWithout: 0, singleSignOn: works },
    ...more,
  });
}

describe("requiring single sign-on", () => {
  test.each<
    [string, RequiredSingleSignOn | null, RequiredSingleSignOn | null, Partial<PolicyChangeFacts>, string | undefined]
  >([
    ["of whoever is at a domain", null, "verified-domains", {}, undefined],
    ["of everyone", "none", "everyone", {}, undefined],
    ["of more people", "verified-domains", "everyone", {}, undefined],
    [
      "without a connection",
      null,
      "everyone",
      { singleSignOn: { ...works, hasActiveConnection: false } },
      "no-connection",
    ],
    [
      "without a test of one's own",
      null,
      "everyone",
      { singleSignOn: { ...works, isTestedByCaller: false } },
      "not-tested",
    ],
    [
      "of more people without one",
      "verified-domains",
      "everyone",
      { singleSignOn: { ...works, isTestedByCaller: false } },
      "not-tested",
    ],
    [
      "without break-glass",
      null,
      "everyone",
      { owners: [glass({ isBreakGlass: false }), glass({ isBreakGlass: false })] },
      "no-break-glass",
    ],
    ["with one of the pair left", null, "everyone", { owners: [glass()] }, "no-break-glass"],
    [
      "with one of the pair without a passkey",
      null,
      "everyone",
      { owners: [glass(), glass({ kinds: ["totp"] })] },
      "no-break-glass",
    ],
    [
      "of fewer people, whatever works",
      "everyone",
      "verified-domains",
      { owners: [], singleSignOn: { hasActiveConnection: false, isTestedByCaller: false } },
      undefined,
    ],
    [
      "of nobody, whatever works",
      "everyone",
      null,
      { owners: [], singleSignOn: { hasActiveConnection: false, isTestedByCaller: false } },
      undefined,
    ],
    ["as before, beside another change", "everyone", "everyone", { steps: [], owners: [] }, undefined],
  ])("%s", (_name, from, to, more, reason) => {
    const refusal = decide(from, to, more);
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.refused).toBe(reason && "not-allowed");
  });
});

const hour = 60 * 60 * 1000;
test.each([
  [null, false],
  [5 * hour, true],
  [4 * hour + 1, true],
  [4 * hour, false],
])("a test that passed at %s is fresh at five: %s", (passedAt, expected) => {
  expect(decideIsFreshTest(passedAt, 5 * hour)).toBe(expected);
});
