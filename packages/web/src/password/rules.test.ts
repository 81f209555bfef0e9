import { expect, test } from "vitest";
import type { PasswordPolicy } from "../app/api-types.ts";
import { isTooLong, rulesOf, stateOf, unmetHere } from "./rules.ts";

const policy: PasswordPolicy = {
  preset: "mixed",
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
    "Not a common password, nor easy to guess",
    "Not your name or email",
  ]);
});

test("what only the server knows is open until it has said so, and so is everything while nothing is typed", () => {
  expect(unmetHere("Correct-Horse9", policy)).toEqual([]);
  expect(unmetHere("horse", policy)).toEqual(["uppercase", "digit", "symbol", "length"]);
  const [length, common] = [rulesOf(nist)[0]!, rulesOf(nist)[1]!];
  const states = (value: string, pending: string[], unmet: string[]) =>
    [length, common].map((rule) => stateOf(rule, { value, pending, unmet }));
  expect(states("", ["common"], ["length"])).toEqual(["open", "open"]);
  expect(states("horse", ["common"], ["length"])).toEqual(["unmet", "open"]);
  expect(states("horse", [], ["length", "common"])).toEqual(["unmet", "unmet"]);
  expect(states("horse", [], [])).toEqual(["met", "met"]);
});

test("characters are counted, not their code units", () => {
  expect(unmetHere("🐎🐎🐎🐎", { ...policy, requires: [], refuses: [] })).toEqual(["length"]);
  expect(unmetHere("Ä".normalize("NFD").repeat(8), { ...policy, requires: [], refuses: [] })).toEqual([]);
  expect(isTooLong("x".repeat(256), policy)).toBe(false);
  expect(isTooLong("x".repeat(257), policy)).toBe(true);
});
