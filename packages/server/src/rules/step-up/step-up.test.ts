import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { confirmedAt, decideConfirmedUntil, decideStepUp, type StepUpFacts } from "./step-up.ts";

const now = 10_000_000;
const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const proof = (kind: Proof["kind"], at = now, authenticatorId: string = kind): Proof => ({ kind, authenticatorId, at });
const facts: StepUpFacts = {
  operation: "delete-account",
  bound: all("password", "totp", "recovery-code"),
  proofs: [],
  confirmationEndedAt: null,
  strength: "second-factor",
  now,
};

describe("whether an operation is confirmed", () => {
  test.each<[string, Partial<StepUpFacts>, boolean]>([
    ["by nothing", {}, false],
    ["by a fresh proof", { proofs: [proof("totp")] }, true],
    ["by a proof ten minutes old", { proofs: [proof("totp", now - 600_000)] }, true],
    ["by one a millisecond older", { proofs: [proof("totp", now - 600_001)] }, false],
    ["in a shorter window, at its end", { windowSeconds: 60, proofs: [proof("totp", now - 60_000)] }, true],
    ["in a shorter window, past it", { windowSeconds: 60, proofs: [proof("totp", now - 60_001)] }, false],
    [
      "in a window no longer than the operation's",
      { windowSeconds: 3600, proofs: [proof("totp", now - 600_001)] },
      false,
    ],
    ["by the weaker of two steps", { proofs: [proof("password")] }, false],
    ["by the weaker where any does", { proofs: [proof("password")], strength: "any" }, true],
    ["by a password, where there is nothing better", { proofs: [proof("password")], bound: all("password") }, true],
    ["by what is bound no more", { proofs: [proof("totp", now, "old")] }, false],
    ["by an old proof beside a fresh one", { proofs: [proof("totp", 0), proof("totp")] }, true],
    ["by the recovery code that signed in", { proofs: [proof("recovery-code")] }, true],
    ["by a code of a set that was replaced", { proofs: [proof("recovery-code", now, "replaced")] }, false],
    ["by a recovery code from before", { proofs: [proof("recovery-code", now - 600_001)] }, false],
    ["by a proof from before it was ended", { proofs: [proof("totp", now - 1)], confirmationEndedAt: now }, false],
    ["by a proof of the instant it was ended", { proofs: [proof("totp")], confirmationEndedAt: now }, false],
    ["by a proof of a millisecond later", { proofs: [proof("totp")], confirmationEndedAt: now - 1 }, true],
    ["of a new password, by the password it carries", { operation: "change-password", bound: all("password") }, true],
    ["of a new password, where there is something better", { operation: "change-password" }, false],
    ["of a new password, where any proof does", { operation: "change-password", strength: "any" }, true],
  ])("%s", (_name, more, expected) => {
    expect(decideStepUp({ ...facts, ...more }).confirmed).toBe(expected);
  });

  test.each<[string, Partial<StepUpFacts>, readonly Proof["kind"][], number]>([
    ["which kinds, and how fresh", {}, ["totp"], 600],
    ["how fresh where that is less", { windowSeconds: 60 }, ["totp"], 60],
    ["the same where more is allowed", { windowSeconds: 601 }, ["totp"], 600],
    ["no kind, having none", { bound: all("recovery-code") }, [], 600],
  ])("if not, says %s", (_name, more, acceptable, maxAgeSeconds) => {
    expect(decideStepUp({ ...facts, ...more })).toEqual({ confirmed: false, acceptable, maxAgeSeconds });
  });
});

test.each([
  ["never", [], 0],
  ["once", [proof("totp", 7)], 7],
  ["with the newest, whatever their order", [proof("totp", 9), proof("password", 3)], 9],
] as const)("confirmed last: %s", (_name, proofs, expected) => {
  expect(confirmedAt(proofs, now)).toBe(expected);
});

describe("a confirmation", () => {
  test.each([
    ["holds ten minutes", 1000, null, 1000, 601_000],
    ["holds a millisecond before they end", 1000, null, 600_999, 601_000],
    ["is over when they end", 1000, null, 601_000, null],
    ["from five minutes ahead, as servers may differ, holds", 302_000, null, 2000, 902_000],
    ["from further ahead does not: the clock was set back", 302_001, null, 2000, null],
    ["does not hold once it was ended", 1000, 1000, 2000, null],
    ["does not hold when it was ended later", 1000, 1001, 2000, null],
    ["holds when an earlier one was ended", 1000, 999, 2000, 601_000],
  ])("%s", (_name, at, endedAt, then, expected) => {
    expect(decideConfirmedUntil([proof("totp", at)], endedAt, 600, then)).toBe(expected);
  });

  test("does not hold without a proof", () => {
    expect(decideConfirmedUntil([], null, 600, now)).toBeNull();
  });
});
