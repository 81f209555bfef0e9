import type { Operation } from "../../src/vocabulary/operations.ts";
import type { BoundAuthenticator, Proof } from "../../src/vocabulary/proofs.ts";
import type { StepUpStrength } from "../../src/vocabulary/policies.ts";
import { describe, expect, test } from "vitest";
import { decideAssurance } from "../../src/rules/sign-in/assurance.ts";
import { heldToNothing } from "../../src/rules/policies/held/held-policies.ts";
import { decideSignIn } from "../../src/rules/sign-in/sign-in.ts";
import { decideStepUp } from "../../src/rules/step-up/step-up.ts";
import { type AuthenticatorKind, authenticatorKinds, isSecondFactor, kinds } from "../../src/vocabulary/kinds.ts";

const subsets = <Item>(items: readonly Item[]): Item[][] =>
  items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
const boundOf = (set: readonly AuthenticatorKind[]): BoundAuthenticator[] =>
  set.map((kind) => ({ kind, id: `${kind}-1` }));
const proofsOf = (set: readonly AuthenticatorKind[], at = 0): Proof[] =>
  set.map((kind) => ({ kind, authenticatorId: `${kind}-1`, at }));
const nobody = { captured: null, rememberedAt: null, held: heldToNothing, now: 0 };
const account = { id: "acct_1", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null };

describe("over all sets of authenticators and all sets of proofs", () => {
  const cases = subsets(authenticatorKinds).flatMap((bound) =>
    subsets(authenticatorKinds).map((proven) => ({ bound, proven })),
  );

  test.each(cases)("bound $bound, proven $proven: no session below the bar", ({ bound, proven }) => {
    const decision = decideSignIn({ account, bound: boundOf(bound), proofs: proofsOf(proven), ...nobody });
    const counting = proven.filter((kind) => bound.includes(kind));
    const factors = new Set(counting.flatMap((kind) => kinds[kind].factors));
    const bar = bound.some(isSecondFactor) ? 2 : 1;
    expect("next" in decision && decision.next === "open-session").toBe(factors.size >= bar);
    if ("next" in decision && decision.next === "open-session")
      expect(decideAssurance(decision.signIn.proofs)).toBeGreaterThanOrEqual(bar);
  });

  test.each(cases)(
    "bound $bound, proven $proven: a suspended account never, a kind twice no more than once",
    ({ bound, proven }) => {
      expect(
        decideSignIn({
          account: { ...account, suspendedAt: 1 },
          bound: boundOf(bound),
          proofs: proofsOf(proven),
          ...nobody,
        }),
      ).toMatchObject({ refused: "not-allowed" });
      expect(decideAssurance([...proofsOf(proven), ...proofsOf(proven, 1)])).toBe(decideAssurance(proofsOf(proven)));
    },
  );

  test.each(cases)(
    "bound $bound, proven $proven: a proof of what is no longer bound counts nothing",
    ({ bound, proven }) => {
      const stale = proofsOf(proven).map((proof) => ({ ...proof, authenticatorId: "another" }));
      expect(decideSignIn({ account, bound: boundOf(bound), proofs: stale, ...nobody })).toMatchObject({
        next: "prove-more",
      });
    },
  );
});

describe("step-up over all sets, stepUpStrengths and ages", () => {
  const now = 10_000_000;
  const stepUpStrengths: StepUpStrength[] = ["second-factor", "any", "phishing-resistant-if-bound"];
  const cases = subsets(authenticatorKinds).flatMap((bound) =>
    stepUpStrengths.flatMap((strength) => authenticatorKinds.map((proven) => ({ bound, strength, proven }))),
  );

  test.each(cases)("bound $bound, strength $strength, proven by $proven", ({ bound, strength, proven }) => {
    const decide = (age: number, operation: Operation = "bind-authenticator", ended: number | null = null) =>
      decideStepUp({
        operation,
        bound: boundOf(bound),
        proofs: proofsOf([proven], now - age),
        confirmationEndedAt: ended,
        strength,
        now,
      });
    const hasSecond = bound.some(isSecondFactor);
    const needsPasskey = strength === "phishing-resistant-if-bound" && bound.includes("passkey");
    const hasBetterThanPhone = bound.includes("passkey") || bound.includes("totp");
    const isEnough =
      bound.includes(proven) &&
      (proven === "recovery-code" ||
        (needsPasskey
          ? proven === "passkey"
          : proven === "phone"
            ? !hasBetterThanPhone
            : isSecondFactor(proven) || !hasSecond || strength === "any"));
    expect(decide(600_000).confirmed).toBe(isEnough);
    expect(decide(600_001).confirmed).toBe(false);
    expect(decide(0, "bind-authenticator", now).confirmed).toBe(false);
    const late = decide(600_001);
    if (!late.confirmed) {
      expect(late.acceptable).not.toContain("recovery-code");
      if (hasSecond && strength !== "any") expect(late.acceptable).not.toContain("password");
    }
    const password = decide(600_001, "change-password");
    const mayBePassword = bound.includes("password") && (!hasSecond || strength === "any") && !needsPasskey;
    expect(password.confirmed).toBe(mayBePassword);
  });
});
