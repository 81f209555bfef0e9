import type { BoundAuthenticator, Proof } from "../../src/vocabulary/proofs.ts";
import { describe, expect, test } from "vitest";
import { decideAssurance, decidePhishingResistance } from "../../src/rules/sign-in/assurance.ts";
import { decideRestoreKinds } from "../../src/rules/sessions/restoring.ts";
import { heldToNothing } from "../../src/rules/policies/held/held-policies.ts";
import { decideSignIn } from "../../src/rules/sign-in/sign-in.ts";
import { decideStepUp } from "../../src/rules/step-up/step-up.ts";
import { decideTurningOff, decideUnbinding } from "../../src/rules/authenticators/unbinding.ts";
import type { AuthenticatorKind } from "../../src/vocabulary/kinds.ts";

// DESIGN.md §5, told a second time and in other words: what each thing is, not how the rules compute.
const things = ["password", "app", "phone", "codes", "passkey", "key"] as const;
type Thing = (typeof things)[number];
const kindOf: Record<Thing, AuthenticatorKind> = {
  password: "password",
  app: "totp",
  phone: "phone",
  codes: "recovery-code",
  passkey: "passkey",
  key: "passkey",
};
const isSecond = (thing: Thing): boolean => thing !== "password" && thing !== "codes";
/** Level of what was proven: two different factors, or a passkey that knows its holder. */
const levelOf = (proven: readonly Thing[]): number => {
  if (proven.includes("passkey")) return 2;
  const knows = proven.includes("password");
  const has = proven.some((thing) => thing !== "password");
  return knows && has ? 2 : knows || has ? 1 : 0;
};

const subsets = <Item>(items: readonly Item[]): Item[][] =>
  items.reduce<Item[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);
const bound = (set: readonly Thing[]): BoundAuthenticator[] =>
  set.map((thing) => ({
    kind: kindOf[thing],
    id: thing,
    ...(thing === "passkey" && { verifiesUser: true, isDiscoverable: true }),
  }));
const proofs = (set: readonly Thing[], at = 0): Proof[] =>
  set.map((thing) => ({
    kind: kindOf[thing],
    authenticatorId: thing,
    at,
    ...(thing === "passkey" && { userVerified: true as const }),
  }));
const account = { id: "acct_1", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null };
/** Every way in: what was proven first, and what after it. */
const ways: Thing[][] = things.flatMap((first) => [
  [first],
  ...things.filter((second) => second !== first).map((second) => [first, second]),
]);

describe("every way in × bound × remembered", () => {
  const cases = subsets(things).map((set) => ({ set, name: set.join("+") || "nothing" }));

  test.each(cases)("bound: $name", ({ set }) => {
    for (const way of ways.filter((each) => each.every((thing) => set.includes(thing))))
      for (const isRemembered of [false, true]) {
        const decision = decideSignIn({
          account,
          bound: bound(set),
          proofs: proofs(way),
          captured: null,
          rememberedAt: isRemembered ? 0 : null,
          held: heldToNothing,
          now: 0,
        });
        const needs = set.some(isSecond) ? 2 : 1;
        const opens = levelOf(way) >= needs || (isRemembered && way.includes("password"));
        const label = `${set.join("+")}: ${way.join(", ")}${isRemembered ? ", remembered" : ""}`;
        expect("next" in decision && decision.next === "open-session", label).toBe(opens);
        if (!("next" in decision) || decision.next !== "open-session") continue;
        expect(decideAssurance(decision.signIn.proofs), label).toBe(levelOf(way));
        const resists = way.includes("passkey") || way.includes("key");
        expect(decidePhishingResistance(decision.signIn.proofs), label).toBe(resists);
        if (isRemembered && levelOf(way) < needs) expectNoConfirmation(set, way, label);
      }
  });

  test.each(cases)("bound: $name, what is not bound counts nothing", ({ set }) => {
    for (const way of ways.filter((each) => !each.some((thing) => set.includes(thing)))) {
      const decision = decideSignIn({
        account,
        bound: bound(set),
        proofs: proofs(way),
        captured: null,
        rememberedAt: 0,
        held: heldToNothing,
        now: 0,
      });
      expect("next" in decision && decision.next).toBe("prove-more");
    }
  });

  function expectNoConfirmation(set: readonly Thing[], way: readonly Thing[], label: string): void {
    const facts = { bound: bound(set), proofs: proofs(way), confirmationEndedAt: null, now: 1 };
    const decision = decideStepUp({ ...facts, operation: "bind-authenticator", strength: "second-factor" });
    expect(decision.confirmed, `${label} confirms nothing`).toBe(false);
  }
});

describe("a session on hold", () => {
  test.each(subsets(things).map((set) => ({ set, name: set.join("+") || "nothing" })))("bound: $name", ({ set }) => {
    const hasKey = set.includes("passkey") || set.includes("key");
    const expected = hasKey ? ["passkey"] : set.includes("app") ? ["totp"] : [];
    expect(decideRestoreKinds(bound(set))).toEqual(expected);
  });
});

describe("nothing that is taken away leaves an account nobody can open", () => {
  const canSignIn = (set: readonly Thing[]): boolean => {
    const usable = set.filter((thing) => thing !== "codes");
    return set.some(isSecond) ? levelOf(usable) === 2 : usable.includes("password");
  };
  const cases = subsets(things)
    .filter((set) => canSignIn(set))
    .map((set) => ({ set, name: set.join("+") }));

  test.each(cases)("bound: $name", ({ set }) => {
    for (const leaving of set.filter((thing) => thing !== "codes")) {
      const decision = decideUnbinding(bound(set), leaving, heldToNothing);
      const rest = set.filter((thing) => thing !== leaving);
      expect("refused" in decision, `${set.join("+")} without ${leaving}`).toBe(!canSignIn(rest));
    }
    expect(decideTurningOff(bound(set), heldToNothing) === undefined).toBe(set.includes("password"));
  });
});
