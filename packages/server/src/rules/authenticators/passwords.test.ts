import { describe, expect, test } from "vitest";
import { heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decidePassword, decidePasswordRules, type PasswordFacts, type PasswordRules } from "./passwords.ts";

const rules: PasswordRules = {
  preset: "mixed",
  minLength: 8,
  maxLength: 256,
  requires: ["uppercase", "lowercase", "digit", "symbol"],
};
const long: PasswordRules = { preset: "nist", minLength: 15, maxLength: 256, requires: [] };

describe("passwords", () => {
  test.each([
    ["Aa1!aaaa", []],
    ["Aa1!aaa", ["length"]],
    ["aa1!aaaa", ["uppercase"]],
    ["AA1!AAAA", ["lowercase"]],
    ["Aab!aaaa", ["digit"]],
    ["Aa1aaaaa", ["symbol"]],
    ["", ["length", "uppercase", "lowercase", "digit", "symbol"]],
    ["ÀÉß٣ ñña", []],
    ["😀Aa1xxxx", []],
    ["😀😀Aa1x", ["length"]],
    ["Xmaya.wren1!", ["contains-identity"]],
    ["XMAYA1!xxx", ["contains-identity"]],
    ["Wrenholt1!", ["contains-identity"]],
    ["Xwren1!xx", ["contains-identity"]],
    ["Ann-1-May!", []],
  ])("%s", (given, unmet) => {
    expect(
      decidePassword({
        rules,
        password: given,
        isCommon: false,
        guessesLog10: 20,
        email: "maya.wren@example.com",
        name: "Ann Wrenholt",
      }),
    ).toEqual(unmet);
  });

  test.each<[string, Partial<PasswordFacts>, readonly string[]]>([
    ["of the greatest length", { password: "a".repeat(256) }, []],
    ["one longer than that", { password: "a".repeat(257) }, ["length"]],
    ["of the least length, in what looks like more", { password: "😀".repeat(15) }, []],
    ["one shorter than that, in what looks like more", { password: "😀".repeat(14) }, ["length"]],
    ["that many have", { password: "a".repeat(15), isCommon: true }, ["common"]],
    ["that takes too few guesses", { password: "a".repeat(15), guessesLog10: 7.9 }, ["common"]],
    ["that takes just enough", { password: "a".repeat(15), guessesLog10: 8 }, []],
    [
      "with the address in other letters",
      { password: "the m4уa.ωreп road", email: "maya.wren@example.com" },
      ["contains-identity"],
    ],
    ["of somebody of whom nothing is known", { password: "maya.wren@example.com" }, []],
    [
      "with the address, whole",
      { password: "maya.wren@example.com", email: "Maya.Wren@example.com" },
      ["contains-identity"],
    ],
    ["with a part of three letters", { password: "wre-correct-horse", email: "wre@example.com", name: "Wre" }, []],
    ["with a part of four letters", { password: "wren-correct-horse", name: "Wren" }, ["contains-identity"]],
    [
      "with a name that is written apart",
      { password: "été-renée-correct", name: "Rene\u0301e" },
      ["contains-identity"],
    ],
    [
      "too short, common and about its owner",
      { password: "wren", isCommon: true, name: "Wren" },
      ["length", "common", "contains-identity"],
    ],
  ])("%s", (_name, more, unmet) => {
    expect(decidePassword({ rules: long, password: "", isCommon: false, guessesLog10: 20, ...more })).toEqual(unmet);
  });
});

describe("the rules somebody is held to", () => {
  const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
  const asked = (...names: ("default" | "nist" | "mixed")[]) => ({
    ...heldToNothing,
    passwordPresets: Object.fromEntries(names.map((name) => [name, source])),
  });
  test.each([
    ["the deployment's, where nobody asks", rules, [], rules],
    ["the deployment's, where somebody asks for the same", rules, ["mixed"], rules],
    ["the longer one of two", rules, ["nist"], { ...rules, preset: "custom", minLength: 15 }],
    ["the kinds of the other", long, ["mixed"], { ...long, preset: "custom", requires: rules.requires }],
    [
      "the other of both, beside one's own",
      long,
      ["mixed", "nist"],
      { ...long, preset: "custom", requires: rules.requires },
    ],
    [
      "never fewer characters than one's own",
      { ...long, preset: "custom", minLength: 20, requires: ["digit"] },
      ["nist"],
      { ...long, preset: "custom", minLength: 20, requires: ["digit"] },
    ],
    [
      "each kind once, where all presets are asked for",
      { ...long, preset: "custom", minLength: 4, requires: ["digit"] },
      ["mixed", "nist"],
      { ...long, preset: "custom", requires: ["digit", "uppercase", "lowercase", "symbol"] },
    ],
  ] as const)("%s", (_name, own, names, expected) => {
    expect(decidePasswordRules(own, asked(...names))).toEqual(expected);
  });
});
