import { describe, expect, test } from "vitest";
import type { BoundAuthenticator, Proof } from "../../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../held/held-policies.ts";
import {
  decideAllowed,
  decideBindingRequired,
  decideDemand,
  decideMeetsPolicy,
  listAllowed,
} from "./binding-required.ts";

const day = 86_400_000;
const now = 1000 * day;
const source = (id: string): Source => ({ organization: { id, name: id }, workspace: null, since: 1 });
const from = (value: number, id = "org_a") => ({ value, source: source(id) });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });

const password: BoundAuthenticator = { kind: "password", id: "p" };
const totp: BoundAuthenticator = { kind: "totp", id: "a" };
const phone: BoundAuthenticator = { kind: "phone", id: "t" };
const passkey: BoundAuthenticator = { kind: "passkey", id: "k" };
const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
const off = (one: BoundAuthenticator): BoundAuthenticator => ({ ...one, isUnusable: true });
const proof = (kind: Proof["kind"]): Proof => ({ kind, authenticatorId: kind, at: 0 });
const noPhone = { forbiddenKinds: { phone: source("org_f") } };

describe("the strictest that is asked for by now", () => {
  test.each([
    ["nothing", {}, null],
    ["a second factor one millisecond early", { twoFactorFrom: from(now + 1) }, null],
    ["a second factor at the instant", { twoFactorFrom: from(now) }, ["two-factor", "org_a"]],
    ["a passkey one millisecond early", { phishingResistantFrom: from(now + 1) }, null],
    ["a passkey at the instant", { phishingResistantFrom: from(now, "org_b") }, ["phishing-resistant", "org_b"]],
    [
      "both, of which the passkey is due",
      { twoFactorFrom: from(now), phishingResistantFrom: from(now, "org_b") },
      ["phishing-resistant", "org_b"],
    ],
    [
      "both, of which the passkey is not due",
      { twoFactorFrom: from(now), phishingResistantFrom: from(now + 1, "org_b") },
      ["two-factor", "org_a"],
    ],
  ] as const)("%s", (_name, policies, expected) => {
    const demand = decideDemand(held(policies), now);
    expect(demand && [demand.required, demand.source.organization.id]).toEqual(expected);
  });
});

describe("whether a session meets its policies", () => {
  const any = { twoFactorFrom: from(now) };
  const key = { phishingResistantFrom: from(now) };
  test.each([
    ["a password where nothing is asked", ["password"], null, {}, true],
    ["a password before anything is due", ["password"], null, { twoFactorFrom: from(now + 1) }, true],
    ["a password where two factors are asked", ["password"], null, any, false],
    ["two factors where two are asked", ["password", "totp"], null, any, true],
    ["an app alone where two are asked", ["totp"], null, any, false],
    ["a passkey beside a password where one is asked", ["password", "passkey"], null, key, true],
    ["an app where a passkey is asked", ["password", "totp"], null, key, false],
    ["a passkey that did not verify its holder, alone", ["passkey"], null, key, false],
    ["a forbidden kind", ["password", "phone"], null, noPhone, false],
    ["a forbidden kind beside two that do", ["password", "totp", "phone"], null, { ...any, ...noPhone }, false],
    ["a remembered device, without a limit to it", ["password"], 0, any, true],
    ["a remembered device, where a passkey is asked", ["password"], now, key, false],
    [
      "one remembered a millisecond less than a day",
      ["password"],
      now - day + 1,
      { ...any, rememberDays: from(1) },
      true,
    ],
    ["one remembered exactly a day", ["password"], now - day, { ...any, rememberDays: from(1) }, false],
    ["one remembered just now, where none may be", ["password"], now, { ...any, rememberDays: from(0) }, false],
  ] as const)("%s", (_name, kinds, rememberedAt, policies, expected) => {
    expect(decideMeetsPolicy({ proofs: kinds.map(proof), rememberedAt }, held(policies), now)).toBe(expected);
  });
});

describe("second factors that nobody forbids", () => {
  test.each([
    ["all of them", [password, totp, phone, codes], {}, ["a", "t"]],
    ["but forbidden ones", [password, totp, phone], noPhone, ["a"]],
    ["but those that are switched off", [off(totp), passkey], {}, ["k"]],
    ["but those that are used up", [{ ...totp, isSpent: true }, passkey], {}, ["k"]],
    ["none", [password, codes], {}, []],
  ] as const)("%s", (_name, bound, policies, expected) => {
    expect(listAllowed(bound, held(policies)).map(({ id }) => id)).toEqual(expected);
  });
});

describe("forbidden second factors", () => {
  const unusable = (bound: readonly BoundAuthenticator[]): string[] =>
    decideAllowed(bound, held(noPhone))
      .filter(({ isUnusable }) => isUnusable)
      .map(({ id }) => id);
  test.each([
    ["prove nothing beside an allowed one", [password, totp, phone], ["t"]],
    ["are the way in where there is no other", [password, phone, codes], []],
    ["are the way in where the other is switched off", [password, off(totp), phone], ["a"]],
    ["change nothing where there are none", [password, totp], []],
  ] as const)("%s", (_name, bound, expected) => {
    expect(unusable(bound)).toEqual(expected);
  });
});

describe("what must be bound", () => {
  const any = { twoFactorFrom: from(now) };
  const key = { phishingResistantFrom: from(now, "org_k") };
  test.each([
    ["nothing, where nothing is asked", [password], {}, null],
    ["nothing a millisecond early", [password], { twoFactorFrom: from(now + 1) }, null],
    ["any second factor at the instant", [password], any, ["two-factor", "org_a", ["passkey", "totp", "phone"]]],
    ["nothing, having one", [password, phone], any, null],
    ["recovery codes are none", [password, codes], any, ["two-factor", "org_a", ["passkey", "totp", "phone"]]],
    ["one that is switched off is none", [off(phone)], any, ["two-factor", "org_a", ["passkey", "totp", "phone"]]],
    ["a passkey", [password, totp], key, ["phishing-resistant", "org_k", ["passkey"]]],
    ["nothing, having a passkey", [password, passkey], key, null],
    ["the strictest of two that are due", [password], { ...any, ...key }, ["phishing-resistant", "org_k", ["passkey"]]],
    [
      "the one of two that is due",
      [password],
      { ...any, phishingResistantFrom: from(now + 1) },
      ["two-factor", "org_a", ["passkey", "totp", "phone"]],
    ],
    ["one that is not forbidden", [password, phone], noPhone, ["two-factor", "org_f", ["passkey", "totp"]]],
    ["nothing, where a forbidden one stands beside another", [phone, totp], noPhone, null],
    ["nothing, where what is forbidden is not there", [password], noPhone, null],
    ["nothing, where what is forbidden is switched off too", [password, off(phone)], noPhone, null],
    [
      "one that is asked for and not forbidden",
      [phone],
      { ...any, ...noPhone },
      ["two-factor", "org_a", ["passkey", "totp"]],
    ],
    [
      "what nobody can bind, where passkeys are forbidden and asked for",
      [password, totp],
      { ...key, forbiddenKinds: { passkey: source("org_f") } },
      ["phishing-resistant", "org_k", []],
    ],
  ] as const)("%s", (_name, bound, policies, expected) => {
    const binding = decideBindingRequired(bound, held(policies), now);
    expect(binding && [binding.required, binding.source.organization.id, binding.kinds]).toEqual(expected);
  });
});
