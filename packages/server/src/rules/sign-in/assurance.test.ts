import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { authenticatorKinds } from "../../vocabulary/kinds.ts";
import { type BoundAuthenticator, factorsProven, type Proof } from "../../vocabulary/proofs.ts";
import {
  bestProof,
  decideAssurance,
  decidePhishingResistance,
  decideRequiredAssurance,
  isPhishingResistant,
  isUsable,
} from "./assurance.ts";

type Shown = Pick<Proof, "kind" | "userVerified">;
const verified: Shown = { kind: "passkey", userVerified: true };
const shown = (...kinds: Proof["kind"][]): Shown[] => kinds.map((kind) => ({ kind }));

describe("the assurance of", () => {
  test.each([
    ["nothing", [], 0],
    ["a password", shown("password"), 1],
    ["a password, twice", shown("password", "password"), 1],
    ["a passkey", shown("passkey"), 1],
    ["a passkey that verified its holder", [verified], 2],
    ["an app and a phone: both are things one has", shown("totp", "phone"), 1],
    ["an app and a recovery code", shown("totp", "recovery-code"), 1],
    ["all things one has", shown("passkey", "totp", "phone", "recovery-code"), 1],
    ["a password and a passkey", shown("password", "passkey"), 2],
    ["a password and an app", shown("password", "totp"), 2],
    ["a password and a phone", shown("password", "phone"), 2],
    ["a password and a recovery code", shown("password", "recovery-code"), 2],
  ] as const)("%s", (_name, proofs, expected) => {
    expect(decideAssurance(proofs)).toBe(expected);
  });

  const any: fc.Arbitrary<Shown> = fc.oneof(
    fc.constantFrom(...authenticatorKinds).map((kind) => ({ kind })),
    fc.constant(verified),
  );

  test("more proofs is never lower, and in another order the same", () => {
    fc.assert(
      fc.property(fc.array(any), any, (proofs, more) => {
        const level = decideAssurance(proofs);
        expect(decideAssurance([...proofs, more])).toBeGreaterThanOrEqual(level);
        expect(decideAssurance([...proofs].reverse())).toBe(level);
        expect(decideAssurance([...proofs, ...proofs])).toBe(level);
      }),
    );
  });

  test("proofs of one factor only is never 2", () => {
    fc.assert(
      fc.property(fc.array(any), fc.constantFrom("knowledge", "possession"), (proofs, factor) => {
        const ofIt = proofs.filter((proof) => factorsProven(proof).every((each) => each === factor));
        expect(decideAssurance(ofIt)).toBe(ofIt.length > 0 ? 1 : 0);
      }),
    );
  });
});

describe("a look-alike site", () => {
  test("can relay all but passkeys", () => {
    expect(authenticatorKinds.filter(isPhishingResistant)).toEqual(["passkey"]);
  });
  test.each([
    ["nothing", [], false],
    ["a password and an app", shown("password", "totp"), false],
    ["a passkey among others", shown("password", "passkey"), true],
  ] as const)("is helpless against these proofs: %s", (_name, proofs, expected) => {
    expect(decidePhishingResistance(proofs)).toBe(expected);
  });
});

test.each([
  ["what is bound", {}, true],
  ["codes that are used up", { isSpent: true }, false],
  ["a kind that is switched off", { isUnusable: true }, false],
  ["both at once", { isSpent: true, isUnusable: true }, false],
  ["a passkey nobody has tried", { isUntried: true }, true],
] as const)("can prove something more: %s", (_name, more, expected) => {
  expect(isUsable({ kind: "passkey", id: "k", ...more })).toBe(expected);
});

test("a passkey at its best verifies its holder; nothing else does", () => {
  expect(authenticatorKinds.map(bestProof)).toEqual(
    authenticatorKinds.map((kind) => (kind === "passkey" ? { kind, userVerified: true } : { kind })),
  );
});

describe("the level an account needs", () => {
  const password: BoundAuthenticator = { kind: "password", id: "p" };
  const totp: BoundAuthenticator = { kind: "totp", id: "a" };
  const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
  const off: BoundAuthenticator = { kind: "phone", id: "t", isUnusable: true };
  test.each([
    ["of nothing", [], 1],
    ["of a password", [password], 1],
    ["of a password and codes, which are no second factor", [password, codes], 1],
    ["of a password and an app", [password, totp], 2],
    ["of a passkey alone", [{ kind: "passkey", id: "k" }], 2],
    ["of a phone that is switched off", [password, off], 1],
    ["of a phone that is switched off, with codes left", [password, off, codes], 2],
    ["of a phone that is switched off, with codes used up", [password, off, { ...codes, isSpent: true }], 1],
    ["of a phone that is switched off, with codes and no password", [off, codes], 1],
    ["of a phone that is switched off beside an app", [password, off, totp], 2],
  ] as const)("%s", (_name, bound, expected) => {
    expect(decideRequiredAssurance(bound)).toBe(expected);
  });
});
