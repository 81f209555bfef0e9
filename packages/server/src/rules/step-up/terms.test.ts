import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuthenticatorKind, authenticatorKinds } from "../../vocabulary/kinds.ts";
import { operationNames } from "../../vocabulary/operations.ts";
import { stepUpStrengths } from "../../vocabulary/policies.ts";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideStepUpKinds, decideStepUpRequirement, decideStepUpTerms } from "./terms.ts";

const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const resistant = "phishing-resistant-if-bound";

describe("what confirms", () => {
  test.each([
    ["nothing, having nothing", [], ["", "", ""]],
    ["a password, where there is no second factor", all("password"), ["password", "password", "password"]],
    ["a password, and never a recovery code", all("password", "recovery-code"), ["password", "password", "password"]],
    ["nothing, having only codes", all("recovery-code"), ["", "", ""]],
    ["a phone, where nothing better is", all("password", "phone"), ["password, phone", "phone", "phone"]],
    ["an app rather than a phone", all("password", "totp", "phone"), ["password, totp", "totp", "totp"]],
    ["a passkey rather than a phone", all("password", "phone", "passkey"), ["password, passkey", "passkey", "passkey"]],
    [
      "an app beside a passkey, but where only passkeys do",
      all("password", "totp", "passkey"),
      ["password, totp, passkey", "totp, passkey", "passkey"],
    ],
    ["each kind once", all("totp", "totp"), ["totp", "totp", "totp"]],
  ] as const)("%s", (_name, bound, expected) => {
    expect(stepUpStrengths.map((strength) => decideStepUpKinds(bound, strength).join(", "))).toEqual(expected);
  });

  test.each(stepUpStrengths)("is nothing that is switched off, asked for %s", (strength) => {
    const off: BoundAuthenticator = { kind: "phone", id: "t", isUnusable: true };
    expect(decideStepUpKinds([...all("password"), off], strength)).toEqual(["password"]);
  });

  const bound: fc.Arbitrary<BoundAuthenticator[]> = fc.array(
    fc.record({
      kind: fc.constantFrom(...authenticatorKinds),
      id: fc.string(),
      isUnusable: fc.boolean(),
      isUntried: fc.boolean(),
    }),
  );
  // Only a passkey can be untried.
  const real = bound.map((list) =>
    list.map((each) => ({ ...each, isUntried: each.isUntried === true && each.kind === "passkey" })),
  );

  test("is bound and usable, never a recovery code, and less the stricter it must be", () => {
    fc.assert(
      fc.property(real, (list) => {
        const usable = list.filter(({ isUnusable }) => !isUnusable).map(({ kind }) => kind);
        const [any, second, strict] = stepUpStrengths.map((strength) => decideStepUpKinds(list, strength));
        for (const kinds of [any!, second!, strict!]) {
          expect(kinds).not.toContain("recovery-code");
          expect(new Set(kinds).size).toBe(kinds.length);
          expect(kinds.filter((kind) => !usable.includes(kind))).toEqual([]);
        }
        expect(second!.filter((kind) => !any!.includes(kind))).toEqual([]);
        expect(strict!.filter((kind) => !second!.includes(kind))).toEqual([]);
        if (usable.some((kind) => kind !== "recovery-code")) expect(strict).not.toEqual([]);
      }),
    );
  });
});

describe("a passkey made silently", () => {
  const silent: BoundAuthenticator = { kind: "passkey", id: "s", name: "s", isUntried: true };
  test.each([
    ["confirms, and displaces no phone", [...all("password", "phone"), silent], "second-factor", ["passkey", "phone"]],
    ["displaces no app", [...all("password", "totp"), silent], resistant, ["passkey", "totp"]],
    ["displaces no password", [...all("password"), silent], resistant, ["passkey", "password"]],
    [
      "is as good as another beside a passkey that was used",
      [...all("totp", "passkey"), silent],
      resistant,
      ["passkey"],
    ],
    ["confirms nothing when switched off", [...all("password"), { ...silent, isUnusable: true }], "any", ["password"]],
    ["that was used displaces a phone", all("password", "phone", "passkey"), "second-factor", ["passkey"]],
  ] as const)("%s", (_name, bound, strength, expected) => {
    expect(decideStepUpKinds(bound, strength)).toEqual(expected);
  });
});

test.each(operationNames)(
  "is fresh for ten minutes, and only a new password carries its own proof: %s",
  (operation) => {
    const requestProvesPassword = operation === "change-password";
    expect(decideStepUpRequirement(operation)).toEqual({ maxAgeSeconds: 600, requestProvesPassword });
  },
);

describe("the strictest terms", () => {
  const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
  const held = (windowSeconds: number | null, strength: (typeof stepUpStrengths)[number] | null) => ({
    ...heldToNothing,
    stepUpWindowSeconds: windowSeconds === null ? null : { value: windowSeconds, source },
    stepUpStrength: strength === null ? null : { value: strength, source },
  });
  test.each([
    ["the deployment's, where nobody asks", "second-factor", null, null, 600, "second-factor"],
    ["a shorter window", "any", 60, null, 60, "any"],
    ["never a longer window", "any", 601, null, 600, "any"],
    ["as long a window", "any", 600, null, 600, "any"],
    ["a window shorter by a second", "any", 599, null, 599, "any"],
    ["a stricter strength", "any", null, resistant, 600, resistant],
    ["never a looser strength", resistant, null, "any", 600, resistant],
    ["each on its own", "second-factor", 60, "any", 60, "second-factor"],
  ] as const)("%s", (_name, own, window, strength, windowSeconds, expected) => {
    expect(decideStepUpTerms(own, held(window, strength))).toEqual({ windowSeconds, strength: expected });
  });
});
