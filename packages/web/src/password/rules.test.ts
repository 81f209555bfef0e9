import { expect, test } from "vitest";
import type { PasswordPolicy } from "../app/api-types.ts";
import { isTooLong, rulesOf, unmetHere } from "./rules.ts";

const policy: PasswordPolicy = {
  preset: "default",
  minLength: 8,
  maxLength: 256,
  requires: ["uppercase", "lowercase", "digit", "symbol"],
  refuses: ["common", "contains-identity"],
};
const nist: PasswordPolicy = { ...policy, preset: "nist", minLength: 15, requires: [] };

test("one line a rule, upper and lower case on one", () => {
  expect(rulesOf(policy).map((rule) => rule.codes)).toEqual([
    ["length"],
    ["uppercase", "lowercase"],
    ["digit"],
    ["symbol"],
    ["common"],
    ["contains-identity"],
  ]);
  expect(rulesOf(nist).map((rule) => rule.label)).toEqual([
    "At least 15 characters",
    "Not a common password",
    "Not your name or email",
  ]);
});

test("what only the server knows counts as unmet until it has said so", () => {
  expect(unmetHere("Correct-Horse9", policy)).toEqual(["common", "contains-identity"]);
  expect(unmetHere("horse", policy)).toEqual(["uppercase", "digit", "symbol", "length", "common", "contains-identity"]);
});

test("characters are counted, not their code units", () => {
  expect(unmetHere("🐎🐎🐎🐎", { ...policy, requires: [], refuses: [] })).toEqual(["length"]);
  expect(unmetHere("Ä".normalize("NFD").repeat(8), { ...policy, requires: [], refuses: [] })).toEqual([]);
  expect(isTooLong("x".repeat(256), policy)).toBe(false);
  expect(isTooLong("x".repeat(257), policy)).toBe(true);
});
