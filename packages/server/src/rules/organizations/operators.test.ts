import { expect, test } from "vitest";
import { decideIsOperator, decideOperatorAccess } from "./operators.ts";

test.each([
  ["an operator with two steps", ["a", "b"], "b", 2, undefined, ""],
  ["an operator with one step", ["a"], "a", 1, "two-step-needed", "Turn on two-step sign-in, then sign in again"],
  ["an operator with none", ["a"], "a", 0, "two-step-needed", "Turn on two-step sign-in"],
  ["somebody else with two steps", ["a"], "b", 2, "not-operator", "Only those who look after this deployment"],
  ["somebody else with one step, who is told no more", ["a"], "b", 1, "not-operator", "Only those"],
  ["anybody, where there is no operator", [], "a", 2, "not-operator", "Only those"],
  ["whose key only begins like one", ["ab"], "a", 2, "not-operator", "Only those"],
] as const)("%s", (_name, operatorKeys, emailKey, assurance, reason, words) => {
  const refusal = decideOperatorAccess({ operatorKeys, emailKey, assurance });
  expect(refusal?.reason).toBe(reason);
  expect(refusal?.refused).toBe(reason && "not-allowed");
  expect(refusal?.detail ?? "").toContain(words);
  expect(decideIsOperator({ operatorKeys, emailKey })).toBe(reason !== "not-operator");
});
