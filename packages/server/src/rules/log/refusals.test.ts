import { expect, test } from "vitest";
import { refuse } from "../../problems.ts";
import { decideRefusedReason, decideTellsRefusal } from "./refusals.ts";

test.each([
  [refuse("not-allowed", { reason: "role" }), false, "role"],
  [refuse("not-allowed", { reason: "not-operator" }), false, "operator"],
  [refuse("not-allowed", { reason: "two-step-needed" }), false, "operator"],
  [refuse("not-allowed", { reason: "ip-allowlist" }), false, null],
  [refuse("not-allowed", { reason: "plan" }), false, null],
  [refuse("not-found"), true, "foreign-organization"],
  [refuse("not-found"), false, null],
  [refuse("cross-origin"), false, "cross-origin"],
  [refuse("ambiguous-credentials"), false, "ambiguous-credentials"],
  [refuse("rate-limited"), false, "rate-limited"],
  [refuse("payload-too-large"), false, "invalid-request"],
  [refuse("unsupported-media-type"), false, "invalid-request"],
  [refuse("invalid-request", { errors: [] }), false, "invalid-request"],
  [refuse("not-signed-in"), false, null],
  [refuse("proof-rejected"), false, null],
  [refuse("link-invalid"), false, null],
] as const)("%o of a stranger: %s is told as %s", (refusal, isOfStranger, expected) => {
  expect(decideRefusedReason(refusal, isOfStranger)).toBe(expected);
});

test("of a thousand in a window four are told at once", () => {
  const told = Array.from({ length: 1000 }, (_, at) => at + 1).filter(decideTellsRefusal);
  expect(told).toEqual([1, 10, 100, 1000]);
});
