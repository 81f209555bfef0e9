import { describe, expect, test } from "vitest";
import { decideInPlan, decideRetentionDays, decideRetentionInPlan, type Plan } from "./plans.ts";

const no = { ipAllowlist: false, workspaceSessionLimits: false, sso: false, scim: false, export: false };
const plan: Plan = { name: "small", ...no, auditRetentionDays: 90 };

describe("what a plan holds", () => {
  test.each([
    ["ipAllowlist", "IP allowlists are"],
    ["workspaceSessionLimits", "Session limits for a workspace are"],
    ["sso", "Single sign-on is"],
    ["scim", "Provisioning by SCIM is"],
    ["export", "Exports of the audit log are"],
  ] as const)("%s", (feature, words) => {
    expect(decideInPlan({ ...plan, [feature]: true }, feature)).toBeUndefined();
    const refusal = decideInPlan(plan, feature);
    expect(refusal).toMatchObject({ refused: "not-allowed", reason: "plan" });
    expect(refusal?.detail).toMatch(
      new RegExp(`^${words} not part of the small plan\\. Ask whoever runs this service`),
    );
  });
});

describe("how long a plan keeps the log", () => {
  test.each([
    [89, undefined],
    [90, undefined],
    [91, "The small plan keeps the audit log for 90 days."],
  ])("%i days", (days, words) => {
    const refusal = decideRetentionInPlan(plan, days);
    expect(refusal?.reason).toBe(words && "plan");
    if (words) expect(refusal?.detail).toContain(words);
  });

  test.each([
    ["as its policy says", 30, 30],
    ["as its plan says, without one", null, 90],
    ["as its plan says, where its policy says more", 91, 90],
    ["as both say", 90, 90],
  ])("it can be read %s", (_name, policy, expected) => {
    expect(decideRetentionDays(plan, policy)).toBe(expected);
  });
});
