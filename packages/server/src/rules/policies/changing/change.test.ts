import { describe, expect, test } from "vitest";
import { noPolicies, type PolicySet } from "../../../vocabulary/policies.ts";
import { decidePolicyChange } from "./change.ts";
import type { PolicyChangeFacts } from "./change-facts.ts";

const here = "192.0.2.7";
const on = { enabled: true, entries: [{ cidr: here, label: "" }] };
const elsewhere = { enabled: true, entries: [{ cidr: "198.51.100.7", label: "" }] };
const limits = { idleSeconds: 60, absoluteSeconds: 600 };
const small = { name: "small", ipAllowlist: false, workspaceSessionLimits: false, sso: false, scim: false };
const plan = { ...small, auditRetentionDays: 90, export: false };
const all = { ...plan, name: "large", ipAllowlist: true, workspaceSessionLimits: true };

function decide(wanted: Partial<PolicySet>, more: Partial<PolicyChangeFacts> = {}) {
  const caller = {
    role: "owner",
    isHeld: true,
    kinds: [],
    addresses: [here],
    isBreakGlass: false,
    alsoHeldTo: [],
  } as const;
  const steps = Object.entries(wanted).map(([policy, to]) => ({
    policy,
    from: null,
    to,
  })) as PolicyChangeFacts["steps"];
  return decidePolicyChange({
    ...{ isWorkspace: false, steps, before: noPolicies, after: { ...noPolicies, ...wanted }, others: [], plan },
    ...{ offered: ["passkey", "totp"], caller, addressFault: null, owners: [caller], leftWithout: 0 },
    singleSignOn: { hasActiveConnection: false, isTestedByCaller: false },
    ...more,
  });
}

describe("a change of policies", () => {
  const inWorkspace = { isWorkspace: true };
  test.each<[string, Partial<PolicySet>, Partial<PolicyChangeFacts>, string | undefined]>([
    ["of nothing", {}, {}, undefined],
    ["to a list the plan does not hold", { ipAllowlist: on }, {}, "IP allowlists are not part of the small plan."],
    ["to a list the plan holds", { ipAllowlist: on }, { plan: all }, undefined],
    ["that switches a list off, whatever the plan", { ipAllowlist: { ...on, enabled: false } }, {}, undefined],
    ["that takes a list off, whatever the plan", { ipAllowlist: null }, {}, undefined],
    ["to session limits of the organization", { session: limits }, {}, undefined],
    [
      "to single sign-on the plan does not hold",
      { singleSignOn: { required: "everyone" } },
      {},
      "Single sign-on is not part of the small plan.",
    ],
    ["to no single sign-on, whatever the plan", { singleSignOn: { required: "none" } }, {}, undefined],
    [
      "to single sign-on that does not work yet",
      { singleSignOn: { required: "everyone" } },
      { plan: { ...all, sso: true } },
      "There is no active connection",
    ],
    [
      "to a workspace's session limits",
      { session: limits },
      inWorkspace,
      "Session limits for a workspace are not part",
    ],
    ["to a workspace's session limits in the plan", { session: limits }, { ...inWorkspace, plan: all }, undefined],
    ["that takes a workspace's session limits off", { session: null }, inWorkspace, undefined],
    ["to as long a log as the plan keeps", { auditRetentionDays: 90 }, {}, undefined],
    ["to a log a day longer", { auditRetentionDays: 91 }, {}, "The small plan keeps the audit log for 90 days."],
    ["of which the second is not in the plan", { session: limits, auditRetentionDays: 91 }, {}, "keeps the audit log"],
    ["that leaves no kind", { allowedKinds: [] }, {}, "no second factor would be left"],
    [
      "to what one has not",
      { secondFactor: { required: "two-factor", graceDays: 7 } },
      {},
      "You have no second factor yourself.",
    ],
    ["to a list one is not on", { ipAllowlist: elsewhere }, { plan: all }, "is not on the list."],
    ["to a list one is not on, past the plan", { ipAllowlist: elsewhere }, {}, "not part of the small plan"],
    [
      "that leaves no kind, before what one has",
      { allowedKinds: [], secondFactor: { required: "two-factor", graceDays: 7 } },
      {},
      "no second factor would be left",
    ],
    [
      "to what one has not, before one's address",
      { ipAllowlist: elsewhere, secondFactor: { required: "two-factor", graceDays: 7 } },
      { plan: all },
      "You have no second factor",
    ],
  ])("%s", (_name, wanted, more, words) => {
    const refusal = decide(wanted, more);
    expect(refusal?.refused).toBe(words && "not-allowed");
    if (words) expect(refusal?.detail).toContain(words);
  });

  test("that the plan does not hold says so in its reason", () => {
    expect([decide({ ipAllowlist: on })?.reason, decide({ auditRetentionDays: 91 })?.reason]).toEqual(["plan", "plan"]);
  });
});
