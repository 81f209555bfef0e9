import { expect, test } from "vitest";
import { type AttemptFacts, decideIsForThem, decideTakesWord } from "./whose-attempt.ts";

test.each([
  ["nobody named, the browser that began", false, true, true],
  ["nobody named, another browser", false, false, true],
  ["somebody named, the browser that began", true, true, true],
  ["somebody named, another browser", true, false, false],
])("going on with an attempt: %s", (_name, isNamed, isOwnBrowser, may) => {
  expect(decideIsForThem({ isNamed }, isOwnBrowser)).toBe(may);
});

const proofs = [{ kind: "password", authenticatorId: "pswd_1", at: 1 }] as const;
test.each<[string, AttemptFacts, boolean]>([
  ["a sign-in in which nothing was proven", { isSignIn: true, isNamed: false, proofs: [] }, true],
  ["one in which something was", { isSignIn: true, isNamed: false, proofs }, false],
  ["one in which somebody was named", { isSignIn: true, isNamed: true, proofs: [] }, false],
  ["a confirmation", { isSignIn: false, isNamed: false, proofs: [] }, true],
  ["one that has a proof", { isSignIn: false, isNamed: false, proofs }, true],
])("a provider's word is taken into %s", (_name, facts, takes) => {
  expect(decideTakesWord(facts)).toBe(takes);
});
