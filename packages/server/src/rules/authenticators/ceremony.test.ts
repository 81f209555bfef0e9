import { describe, expect, test } from "vitest";
import {
  acceptedAlgorithms,
  decideBackupFlags,
  decideCounter,
  decideFrame,
  decideNewAlgorithms,
  decideUserVerification,
} from "./ceremony.ts";

test("Ed25519 is wanted most, RSA least", () => {
  expect(acceptedAlgorithms).toEqual([-8, -7, -35, -36, -257]);
  expect([true, false].map(decideNewAlgorithms)).toEqual([acceptedAlgorithms, [-8, -7, -35, -36]]);
});

describe("a ceremony may have run in", () => {
  const listedOrigins = ["https://app.example.com"];
  test.each([
    ["our own page", false, undefined, true],
    ["our own page, which names another above it", false, "https://app.example.com", false],
    ["a listed host's frame", true, "https://app.example.com", true],
    ["another host's frame", true, "https://evil.example", false],
    ["a frame whose host is not named", true, undefined, false],
    ["a frame of a host that begins like a listed one", true, "https://app.example.com.evil.example", false],
  ])("%s: %s, %s", (_name, crossOrigin, topOrigin, expected) => {
    expect(decideFrame({ crossOrigin, topOrigin, listedOrigins })).toBe(expected);
  });
});

test.each([
  ["was and is on one device", false, false, false, true],
  ["is backed up and could not be", false, false, true, false],
  ["has become eligible", false, true, false, false],
  ["is eligible no more", true, false, false, false],
  ["is eligible no more, and backed up", true, false, true, false],
  ["is eligible and not backed up", true, true, false, true],
  ["is eligible and backed up", true, true, true, true],
])("flags of a passkey that %s", (_name, known, backupEligible, backedUp, expected) => {
  expect(decideBackupFlags({ backupEligible: known }, { backupEligible, backedUp })).toBe(expected);
});

test.each([
  [0, 0, "alone"],
  [0, 1, "alone"],
  [5, 6, "alone"],
  [5, 5, "cloned"],
  [5, 4, "cloned"],
  [5, 0, "cloned"],
])("a counter that was %i and is %i: %s", (stored, given, expected) => {
  expect(decideCounter(stored, given)).toBe(expected);
});

test.each([
  ["sign-in", 0, "required"],
  ["sign-in", 1, "preferred"],
  ["step-up", 0, "preferred"],
  ["restore-trust", 0, "preferred"],
])("whether a passkey must know its holder: %s after %i proofs, %s", (purpose, proofs, expected) => {
  expect(decideUserVerification({ purpose, proofs })).toBe(expected);
});
