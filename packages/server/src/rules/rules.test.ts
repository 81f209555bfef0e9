import type { BoundAuthenticator } from "../vocabulary/proofs.ts";
import { describe, expect, test } from "vitest";
import { decideOrigin } from "./requests/origin.ts";
import { decidePassword, type PasswordRules } from "./authenticators/passwords.ts";
import { decideProtection } from "./authenticators/protection.ts";
import { decideIdleExpiry, decideSessionAlive, decideTouch } from "./sessions/lifetime.ts";
import { heldToNothing } from "./policies/held/held-policies.ts";
import { decideSignIn } from "./sign-in/sign-in.ts";
import { decideRestoreKinds } from "./sessions/restoring.ts";
import { decideConfirmedUntil } from "./step-up/step-up.ts";
import { decideStepUpKinds } from "./step-up/terms.ts";
import { decideLockSeconds, decideThrottle } from "./requests/throttling.ts";
import { decideUnbinding } from "./authenticators/unbinding.ts";

const password: BoundAuthenticator = { kind: "password", id: "p" };
const app = (id: string): BoundAuthenticator => ({ kind: "totp", id, name: id });
const passkey: BoundAuthenticator = { kind: "passkey", id: "k", name: "k", verifiesUser: true };
const off: BoundAuthenticator = { kind: "phone", id: "t", name: "t", isUnusable: true };
const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };

describe("what protects an account", () => {
  test.each([
    ["a password", [password], 0, "password-only", ["add-passkey", "add-authenticator-app"]],
    ["an app and codes", [password, app("a"), codes], 10, "two-factor", ["add-passkey", "add-second-authenticator"]],
    ["an app and three codes", [password, app("a"), codes], 3, "two-factor", ["issue-recovery-codes", "add-passkey"]],
    [
      "two apps without codes",
      [password, app("a"), app("b")],
      0,
      "two-factor",
      ["issue-recovery-codes", "add-passkey"],
    ],
    ["two apps and codes", [password, app("a"), app("b"), codes], 4, "two-factor", ["add-passkey"]],
    ["a passkey and codes", [password, passkey, codes], 9, "phishing-resistant", ["add-second-authenticator"]],
    ["a passkey, an app and codes", [passkey, app("a"), codes], 9, "phishing-resistant", []],
    ["a phone that is switched off", [password, off], 9, "password-only", ["add-passkey", "add-authenticator-app"]],
  ] as const)("%s", (_name, bound, left, level, nextSteps) => {
    expect(decideProtection(bound, left)).toMatchObject({ level, nextSteps, nextStep: nextSteps[0] ?? null });
  });
});

describe("a second factor that is switched off", () => {
  const account = { id: "a", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null };
  const proof = { kind: "password", authenticatorId: "p", at: 0 } as const;
  const signIn = (bound: readonly BoundAuthenticator[]) =>
    decideSignIn({ account, bound, proofs: [proof], rememberedAt: null, held: heldToNothing, now: 0 });

  test("still asks for a second step while something else can give it", () => {
    expect(signIn([password, off, codes])).toMatchObject({ next: "prove-more", acceptable: ["recovery-code"] });
    expect(signIn([password, off, app("a")])).toMatchObject({ next: "prove-more", acceptable: ["totp"] });
  });

  test("locks nobody out when nothing else is left, and can be removed", () => {
    expect(signIn([password, off])).toMatchObject({ next: "open-session" });
    expect(signIn([password, off, { ...codes, isSpent: true }])).toMatchObject({ next: "open-session" });
    expect(decideUnbinding([password, off], "t", heldToNothing)).toEqual({ endsTwoStep: true });
  });
});

describe("a passkey made silently", () => {
  const silent: BoundAuthenticator = { kind: "passkey", id: "s", name: "s", isUntried: true };
  const phone: BoundAuthenticator = { kind: "phone", id: "t", name: "t" };

  test("confirms and restores, and takes nothing away until it is used", () => {
    expect(decideStepUpKinds([password, phone, silent], "second-factor")).toEqual(["passkey", "phone"]);
    expect(decideStepUpKinds([password, app("a"), silent], "phishing-resistant-if-bound")).toEqual(["passkey", "totp"]);
    expect(decideStepUpKinds([password, phone, passkey], "second-factor")).toEqual(["passkey"]);
    expect(decideRestoreKinds([password, app("a"), silent])).toEqual(["passkey", "totp"]);
    expect(decideRestoreKinds([password, app("a"), silent, passkey])).toEqual(["passkey"]);
  });
});

describe("removing", () => {
  test("the last second factor ends two-step sign-in; one of two does not", () => {
    expect(decideUnbinding([password, app("a"), codes], "a", heldToNothing)).toEqual({ endsTwoStep: true });
    expect(decideUnbinding([password, app("a"), app("b"), codes], "a", heldToNothing)).toEqual({ endsTwoStep: false });
  });
});

describe("a request's origin", () => {
  const facts = {
    policy: "same-origin" as const,
    method: "POST",
    origin: null,
    fetchSite: null,
    hasSessionCookie: false,
    publicUrl: "https://id.example.com",
    listedOrigins: ["https://app.example.com"],
  };
  test.each([
    ["reading, from anywhere", { method: "GET", fetchSite: "cross-site" }, true],
    ["our own page", { fetchSite: "same-origin", hasSessionCookie: true }, true],
    ["our own page in an old browser", { origin: "https://id.example.com", hasSessionCookie: true }, true],
    [
      "a listed host's page",
      { origin: "https://app.example.com", fetchSite: "same-site", hasSessionCookie: true },
      true,
    ],
    ["a program without a cookie", {}, true],
    ["a program with a cookie and no origin", { hasSessionCookie: true }, false],
    [
      "another site, without a cookie: signing someone in unasked",
      { origin: "https://evil.example", fetchSite: "cross-site" },
      false,
    ],
    ["a sibling domain", { fetchSite: "same-site", hasSessionCookie: true }, false],
    ["a sandboxed page", { origin: "null", hasSessionCookie: true }, false],
    ["the public URL as a prefix", { origin: "https://id.example.com.evil.example", hasSessionCookie: true }, false],
  ])("%s", (_name, given, expected) => {
    expect(decideOrigin({ ...facts, ...given })).toBe(expected);
  });
});

describe("passwords", () => {
  const rules: PasswordRules = {
    preset: "default",
    minLength: 8,
    maxLength: 256,
    requires: ["uppercase", "lowercase", "digit", "symbol"],
  };
  test.each([
    ["Aa1!aaaa", []],
    ["Aa1!aaa", ["length"]],
    ["aa1!aaaa", ["uppercase"]],
    ["AA1!AAAA", ["lowercase"]],
    ["Aab!aaaa", ["digit"]],
    ["Aa1aaaaa", ["symbol"]],
    ["ÀÉß٣ ñña", []],
    ["😀Aa1xxxx", []],
    ["😀😀Aa1x", ["length"]],
    ["Xmaya.wren1!", ["contains-identity"]],
    ["Wrenholt1!", ["contains-identity"]],
    ["Ann-1-May!", []],
  ])("%s", (given, unmet) => {
    expect(
      decidePassword({ rules, password: given, isCommon: false, email: "maya.wren@example.com", name: "Ann Wrenholt" }),
    ).toEqual(unmet);
  });
});

describe("time", () => {
  const limits = { idleSeconds: 60, absoluteSeconds: 600 };
  test("a session ends at its limit, not before and not after", () => {
    expect(
      decideSessionAlive({ createdAt: 0, lastSeenAt: 0, expiresAt: 600_000, flaggedAt: null }, limits, 59_999),
    ).toBe(true);
    expect(
      decideSessionAlive({ createdAt: 0, lastSeenAt: 0, expiresAt: 600_000, flaggedAt: null }, limits, 60_000),
    ).toBe(false);
    expect(decideIdleExpiry(590_000, 600_000, limits)).toBe(600_000);
    expect([decideTouch(0, 59_999), decideTouch(0, 60_000)]).toEqual([false, true]);
  });
  test("locks double up to an hour; throttles say how long to wait", () => {
    expect([1, 2, 3, 4, 9].map(decideLockSeconds)).toEqual([900, 1800, 3600, 3600, 3600]);
    const throttle = { name: "x", per: "address", limit: 2, windowSeconds: 60 } as const;
    expect(decideThrottle(throttle, { count: 2, windowStartedAt: 0 }, 1000)).toBeNull();
    expect(decideThrottle(throttle, { count: 3, windowStartedAt: 0 }, 1000)).toBe(59);
    expect(decideThrottle(throttle, { count: 3, windowStartedAt: 0 }, 59_999)).toBe(1);
  });
  test("a confirmation holds ten minutes unless it was ended", () => {
    const proofs = [{ kind: "totp", authenticatorId: "a", at: 1000 }] as const;
    expect(decideConfirmedUntil(proofs, null, 600, 1000)).toBe(601_000);
    expect(decideConfirmedUntil(proofs, null, 600, 601_000)).toBeNull();
    expect(decideConfirmedUntil(proofs, 1000, 600, 2000)).toBeNull();
  });
});
