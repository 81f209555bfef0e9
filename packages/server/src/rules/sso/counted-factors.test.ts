import { describe, expect, test } from "vitest";
import { decideCountedFactors, type Trusting } from "./counted-factors.ts";
import type { Asserted } from "./factors.ts";

const trusting: Trusting = { trustSecondFactor: "when-asserted", requiredAmr: null, requiredAcr: null };
const said: Asserted = { amr: ["pwd", "otp"], contexts: [] };

describe("how many factors of a provider's word count", () => {
  test.each<[string, Partial<Trusting>, Partial<Asserted>, number]>([
    ["two that are named", {}, {}, 2],
    ["none said", {}, { amr: [] }, 1],
    ["not trusted", { trustSecondFactor: "never" }, {}, 1],
    ["mfa in a word", {}, { amr: ["mfa"] }, 2],
    ["what must be said is", { requiredAmr: ["otp"] }, {}, 2],
    ["what must be said is not", { requiredAmr: ["hwk"] }, {}, 1],
    ["only one of what must be said", { requiredAmr: ["otp", "hwk"] }, {}, 1],
    ["a level that must be named is", { requiredAcr: ["a", "b"] }, { contexts: ["b"] }, 2],
    ["a level that must be named is not", { requiredAcr: ["a"] }, { contexts: ["b"] }, 1],
    ["words nobody knows", {}, { amr: ["strong", "very"] }, 1],
    ["twice the same factor", {}, { amr: ["pwd", "pin"] }, 1],
  ])("%s", (_name, given, asserted, expected) => {
    expect(decideCountedFactors({ ...trusting, ...given }, { ...said, ...asserted })).toHaveLength(expected);
  });
});
