import { describe, expect, test } from "vitest";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { decideCanSignIn, decideProtection } from "./protection.ts";

const noProvider = { isKnown: false, captured: null };
const password: BoundAuthenticator = { kind: "password", id: "p" };
const app = (id: string): BoundAuthenticator => ({ kind: "totp", id, name: id });
const passkey: BoundAuthenticator = { kind: "passkey", id: "k", name: "k", verifiesUser: true, isDiscoverable: true };
const bare: BoundAuthenticator = { kind: "passkey", id: "b", name: "b" };
const off: BoundAuthenticator = { kind: "phone", id: "t", name: "t", isUnusable: true };
const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
const spent: BoundAuthenticator = { ...codes, isSpent: true };

describe("what protects an account", () => {
  test.each([
    ["a password", [password], 0, "password-only", ["add-passkey", "add-authenticator-app"]],
    [
      "a breached password",
      [{ ...password, isBreached: true }],
      0,
      "password-only",
      ["choose-new-password", "add-passkey"],
    ],
    ["an app and codes", [password, app("a"), codes], 10, "two-factor", ["add-passkey", "add-second-authenticator"]],
    [
      "an app and four codes",
      [password, app("a"), codes],
      4,
      "two-factor",
      ["add-passkey", "add-second-authenticator"],
    ],
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
    [
      "a passkey and few codes",
      [password, passkey, codes],
      2,
      "phishing-resistant",
      ["issue-recovery-codes", "add-second-authenticator"],
    ],
    ["a passkey, an app and codes", [passkey, app("a"), codes], 9, "phishing-resistant", []],
    ["a phone that is switched off", [password, off], 9, "password-only", ["add-passkey", "add-authenticator-app"]],
  ] as const)("%s", (_name, bound, left, level, nextSteps) => {
    expect(decideProtection(bound, left, noProvider)).toMatchObject({
      level,
      nextSteps,
      nextStep: nextSteps[0] ?? null,
    });
  });

  const known = { isKnown: true, captured: null };
  const required = { isKnown: true, captured: { isBreakGlass: false } };
  test.each([
    ["a provider alone", [], known, "single-sign-on", []],
    ["a provider that is required and not known yet", [], { ...required, isKnown: false }, "single-sign-on", []],
    ["a provider beside a password", [password], known, "password-only", ["add-passkey", "add-authenticator-app"]],
    ["a required provider beside a password", [password], required, "single-sign-on", []],
    [
      "a required provider beside a breached password",
      [{ ...password, isBreached: true as const }],
      required,
      "single-sign-on",
      ["choose-new-password"],
    ],
    ["a provider and a phone that is switched off", [off], known, "single-sign-on", []],
    ["a provider and an app", [app("a")], known, "two-factor", ["issue-recovery-codes", "add-passkey"]],
    [
      "a provider and a passkey",
      [passkey, codes],
      required,
      "phishing-resistant",
      ["issue-recovery-codes", "add-second-authenticator"],
    ],
  ] as const)("%s", (_name, bound, provider, level, nextSteps) => {
    expect(decideProtection(bound, 0, provider)).toMatchObject({ level, nextSteps, nextStep: nextSteps[0] ?? null });
  });

  test("is listed by kind, once each, without what can prove nothing", () => {
    const { methods } = decideProtection([password, app("a"), app("b"), off, spent], 0, noProvider);
    expect(methods).toEqual(["password", "totp"]);
  });
});

const lost: BoundAuthenticator = { ...passkey, id: "l", isDiscoverable: false };
const found: BoundAuthenticator = { ...passkey, id: "f", verifiesUser: false };

describe("whether these can open their account", () => {
  test.each([
    ["nothing", [], false],
    ["a password", [password], true],
    ["a password and an app", [password, app("a")], true],
    ["an app", [app("a")], false],
    ["an app and codes", [app("a"), codes], false],
    ["codes", [codes], false],
    ["a passkey that verifies its holder", [passkey], true],
    ["a passkey that does not", [bare], false],
    ["a key that cannot be found", [{ ...passkey, isDiscoverable: false }], false],
    ["a key of which nothing is known", [{ kind: "passkey", id: "u", verifiesUser: true }], false],
    ["two keys that cannot be found, and an app", [lost, { ...lost, id: "l2" }, app("a")], false],
    ["a key that can be found and does not verify, and one that verifies and cannot", [found, lost], false],
    ["a key that cannot be found, and a password", [lost, password], true],
    ["a passkey that does not, and an app", [bare, app("a")], false],
    ["a passkey that does not, and a password", [bare, password], true],
    ["a password and a phone that is switched off", [password, off], true],
    ["a password and a passkey that is switched off", [password, { ...passkey, isUnusable: true }], true],
    ["only a passkey that is switched off", [{ ...passkey, isUnusable: true }], false],
    ["only codes that are used up", [spent], false],
  ] as const)("%s", (_name, bound, expected) => {
    expect(decideCanSignIn(bound)).toBe(expected);
  });
});
