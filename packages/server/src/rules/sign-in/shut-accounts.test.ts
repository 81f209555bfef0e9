import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { decideIsGone, decideShut } from "./shut-accounts.ts";

const open = { suspendedAt: null, securedAt: null, passwordResetRequiredAt: null };
const proof = (kind: Proof["kind"]): Proof => ({ kind, authenticatorId: kind, at: 0 });
const password = [proof("password")];
const passkey = [proof("passkey")];

describe("whether an account is shut", () => {
  test.each([
    ["open", {}, password, undefined, undefined],
    ["suspended", { suspendedAt: 0 }, [], "suspended", "Contact support."],
    ["secured", { securedAt: 0 }, passkey, "secured", "Choose a new password by mail, then sign in."],
    [
      "suspended and secured: the one that mail cannot open",
      { suspendedAt: 1, securedAt: 1 },
      [],
      "suspended",
      "suspended",
    ],
    [
      "its password is to be changed, and it was used",
      { passwordResetRequiredAt: 0 },
      [...passkey, ...password],
      "password-reset-required",
      "Use the link in your mail, or ask for another.",
    ],
    [
      "its password is to be changed, and a passkey was used",
      { passwordResetRequiredAt: 1 },
      passkey,
      undefined,
      undefined,
    ],
    ["its password is to be changed, and nothing was proven", { passwordResetRequiredAt: 1 }, [], undefined, undefined],
    [
      "secured, its password to be changed",
      { securedAt: 1, passwordResetRequiredAt: 1 },
      password,
      "secured",
      "“This wasn't me”",
    ],
  ] as const)("%s", (_name, shut, proofs, reason, words) => {
    const refusal = decideShut({ account: { ...open, ...shut }, proofs });
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.refused).toBe(reason && "not-allowed");
    if (words) expect(refusal?.detail).toContain(words);
  });
});

test.each([
  ["is not to go", null, false],
  ["has a millisecond left", 101, false],
  ["goes now", 100, true],
  ["went a millisecond ago", 99, true],
  ["went at the beginning of time", 0, true],
])("an account that %s", (_name, deletesAt, expected) => {
  expect(decideIsGone({ deletesAt }, 100)).toBe(expected);
});
