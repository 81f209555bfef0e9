import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { breakGlassSessionSeconds, type CapturedFacts } from "./capture.ts";
import { decideGoesOn, decideHasCome, decideNewAddress } from "./captured-acts.ts";

const proof = (kind: Proof["kind"], more: Partial<Proof> = {}): Proof => ({
  kind,
  authenticatorId: kind,
  at: 0,
  ...more,
});
const verified = proof("passkey", { userVerified: true });
const nobody: CapturedFacts = { isBreakGlass: false, identities: [], isVouchedFor: false };
const known = { ...nobody, identities: ["sso"] };
const glass = { ...nobody, isBreakGlass: true };
const hour = breakGlassSessionSeconds * 1000;

describe("a session of somebody who must come by a provider", () => {
  test.each<[string, CapturedFacts | null, readonly Proof[], number, boolean]>([
    ["goes on where they need not", null, [proof("password")], 90 * hour, true],
    ["ends that a password opened", nobody, [proof("password")], 90 * hour, false],
    ["ends that a passkey opened", nobody, [verified], 90 * hour, false],
    ["goes on that the provider opened", known, [proof("sso")], 90 * hour, true],
    ["goes on that the provider opened, and a factor here", known, [proof("sso"), proof("totp")], 90 * hour, true],
    ["ends that another's provider opened", nobody, [proof("sso")], 90 * hour, false],
    ["ends of an owner named for break-glass that was opened for longer", glass, [verified], 90 * hour, false],
    ["goes on that break-glass opened", glass, [verified], hour, true],
    ["ends of an owner named for break-glass without a passkey", glass, [proof("password")], hour, false],
  ])("%s", (_name, captured, proofs, lasts, expected) => {
    expect(decideGoesOn(captured, { proofs, createdAt: 5, expiresAt: 5 + lasts })).toBe(expected);
  });
});

describe("another address", () => {
  const capture = (...organizationIds: string[]) => ({ organizationIds, isBreakGlass: false });
  test.each<[string, ReturnType<typeof capture> | null, ReturnType<typeof capture> | null, boolean]>([
    ["is free for whoever is not captured", null, null, true],
    ["may be one by which they are captured", null, capture("acme"), true],
    ["may not be one by which they get away", capture("acme"), null, false],
    ["may be one at the same organization", capture("acme"), capture("acme"), true],
    ["may not be one at another", capture("acme"), capture("beta"), false],
    ["may not lose one of two", capture("acme", "beta"), capture("acme"), false],
  ])("%s", (_name, now, then, expected) => {
    expect(decideNewAddress(now, then) === undefined).toBe(expected);
  });
});

describe("whoever must come by a provider", () => {
  test.each<[string, CapturedFacts | null, readonly Proof[], boolean]>([
    ["has nothing to show where they need not", null, [], true],
    ["has not come by a password", nobody, [proof("password")], false],
    ["has come by it", known, [proof("sso")], true],
    ["has passed it by break-glass", glass, [verified], true],
    ["has not passed it without a passkey", glass, [proof("password")], false],
  ])("%s", (_name, captured, proofs, expected) => {
    expect(decideHasCome(captured, proofs)).toBe(expected);
  });
});
