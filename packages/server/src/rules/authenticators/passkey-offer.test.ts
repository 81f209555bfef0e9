import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { decideMayBeSilent, decidePasskeyOffer } from "./passkey-offer.ts";

const month = 30 * 86_400_000;
const now = 2 * month;
const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const proven = (...kinds: Proof["kind"][]): Proof[] => kinds.map((kind) => ({ kind, authenticatorId: kind, at: 0 }));
const password = proven("password");

describe("after a sign-in, a passkey", () => {
  test.each([
    ["is asked about after a password", all("password"), password, null, "ask"],
    [
      "is made silently where two-step sign-in is on",
      all("password", "totp"),
      proven("password", "totp"),
      null,
      "silent",
    ],
    ["is asked about where there are only codes", all("password", "recovery-code"), password, null, "ask"],
    ["is not offered to whoever has one", all("password", "passkey"), password, null, "none"],
    ["is not offered after anything but a password", all("password", "totp"), proven("totp"), null, "none"],
    ["is not offered without a proof", all("password"), [], null, "none"],
    ["is not offered just after it was declined", all("password"), password, now, "none"],
    ["is not offered a millisecond less than thirty days later", all("password"), password, now - month + 1, "none"],
    ["is offered again thirty days later", all("password"), password, now - month, "ask"],
    ["is made silently thirty days later", all("password", "phone"), password, now - month, "silent"],
  ] as const)("%s", (_name, bound, proofs, declinedAt, expected) => {
    expect(decidePasskeyOffer(bound, proofs, declinedAt, now)).toBe(expected);
  });
});

test.each([
  ["a password", all("password"), false],
  ["codes", all("password", "recovery-code"), false],
  ["a phone", all("password", "phone"), true],
  ["a passkey", all("passkey"), true],
] as const)("the browser may make one without a dialog beside %s", (_name, bound, expected) => {
  expect(decideMayBeSilent(bound)).toBe(expected);
});
