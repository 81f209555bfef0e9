import { describe, expect, test } from "vitest";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import {
  decideDoubtedPasskey,
  decideFlagEndsAt,
  decideFlagIgnored,
  decideIgnoredSince,
  decideRestoreKinds,
  decideRestorers,
} from "./restoring.ts";

const day = 86_400_000;
const password: BoundAuthenticator = { kind: "password", id: "p" };
const totp: BoundAuthenticator = { kind: "totp", id: "a" };
const phone: BoundAuthenticator = { kind: "phone", id: "t" };
const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
const passkey: BoundAuthenticator = { kind: "passkey", id: "k", name: "k", verifiesUser: true, isDiscoverable: true };
const silent: BoundAuthenticator = { kind: "passkey", id: "s", name: "s", isUntried: true };
const off = (one: BoundAuthenticator): BoundAuthenticator => ({ ...one, isUnusable: true });

describe("a flag", () => {
  test.each([
    ["not there is not ignored", null, 9 * day, false],
    ["is not ignored a millisecond early", 0, day - 1, false],
    ["is ignored after a day", 0, day, true],
    ["is ignored later on", 5, day + 6, true],
  ])("%s", (_name, flaggedAt, now, expected) => {
    expect(decideFlagIgnored(flaggedAt, now)).toBe(expected);
  });

  test("ends a day after it was set; those set a day ago are ignored", () => {
    expect(decideFlagEndsAt(5)).toBe(day + 5);
    expect(decideIgnoredSince(decideFlagEndsAt(5))).toBe(5);
  });
});

test.each([
  ["none, without evidence", null, undefined],
  ["none, by other evidence", "browser-changed:Chrome>Firefox", undefined],
  ["none, by evidence that only names the word", "x:cloned-key:k", undefined],
  ["the one that was cloned", "cloned-key:k", "k"],
  ["one with a colon in its id", "cloned-key:k:1", "k:1"],
])("the passkey in doubt: %s", (_name, evidence, expected) => {
  expect(decideDoubtedPasskey(evidence)).toBe(expected);
});

describe("what restores trust", () => {
  test.each([
    ["nothing, with neither a passkey nor an app", [password, phone, codes], null, []],
    ["an app", [password, totp, phone], null, ["a"]],
    ["a passkey rather than an app", [totp, passkey], null, ["k"]],
    ["a passkey nobody has tried, and the app beside it", [password, totp, silent], null, ["s", "a"]],
    ["a passkey nobody has tried, alone", [password, silent], null, ["s"]],
    ["both passkeys, where one was used", [totp, silent, passkey], null, ["s", "k"]],
    ["no passkey that is in doubt", [totp, passkey], "cloned-key:k", ["a"]],
    ["another passkey than the one in doubt", [totp, passkey, { ...passkey, id: "other" }], "cloned-key:k", ["other"]],
    ["nothing, where the only one is in doubt", [password, passkey], "cloned-key:k", []],
    ["nothing that is switched off", [off(passkey), off(totp)], null, []],
    ["an app beside a passkey that is switched off", [off(passkey), totp], null, ["a"]],
  ] as const)("%s", (_name, bound, evidence, expected) => {
    expect(decideRestorers(bound, evidence).map(({ id }) => id)).toEqual(expected);
  });

  test.each([
    ["a passkey nobody has tried and an app", [password, totp, silent], undefined, ["passkey", "totp"]],
    ["passkeys, once", [password, totp, silent, passkey], undefined, ["passkey"]],
    ["an app, where the passkey is in doubt", [totp, passkey], "cloned-key:k", ["totp"]],
  ] as const)("by kind: %s", (_name, bound, evidence, expected) => {
    expect(decideRestoreKinds(bound, evidence)).toEqual(expected);
  });
});
