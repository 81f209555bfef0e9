import { expect, test } from "vitest";
import { decideHeldEverywhere, deploymentId } from "./deployment.ts";
import { heldToNothing } from "./held-policies.ts";

test.each([
  ["none", false, false],
  ["two-factor", true, false],
  ["phishing-resistant", true, true],
] as const)("%s: a second factor at once %s, a resistant one %s", (required, any, resistant) => {
  const { twoFactorFrom, phishingResistantFrom, ...others } = decideHeldEverywhere(required, "Harbour");
  const asks = { value: 0, source: { organization: { id: deploymentId, name: "Harbour" }, workspace: null, since: 0 } };
  expect(twoFactorFrom).toEqual(any ? asks : null);
  expect(phishingResistantFrom).toEqual(resistant ? asks : null);
  expect({ ...others, twoFactorFrom: null, phishingResistantFrom: null }).toEqual(heldToNothing);
});
