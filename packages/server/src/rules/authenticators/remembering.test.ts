import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { decideMayRemember } from "./remembering.ts";

describe("whether a device may be remembered after", () => {
  const proofs = (...kinds: Proof["kind"][]): Proof[] => kinds.map((kind) => ({ kind, authenticatorId: kind, at: 0 }));
  test.each([
    ["nothing", proofs(), false],
    ["a password alone", proofs("password"), false],
    ["a password and an app", proofs("password", "totp"), true],
    ["a password and a phone", proofs("password", "phone"), true],
    ["a password and a passkey", proofs("password", "passkey"), true],
    ["a password and a recovery code", proofs("password", "recovery-code"), false],
    ["an app before its password", proofs("totp", "password"), false],
    ["a passkey alone", proofs("passkey"), false],
  ])("%s", (_name, given, expected) => {
    expect(decideMayRemember(given)).toBe(expected);
  });
});
