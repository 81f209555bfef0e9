import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideSignIn, type SignInFacts } from "./sign-in.ts";

const now = 1_000_000;
const account = { id: "acct", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null };
const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
const from = (value: number) => ({ value, source });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });
const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const proven = (...kinds: Proof["kind"][]): Proof[] => kinds.map((kind) => ({ kind, authenticatorId: kind, at: 0 }));
const verified: Proof = { kind: "passkey", authenticatorId: "passkey", at: 0, userVerified: true };
const decide = (facts: Partial<SignInFacts>) =>
  decideSignIn({
    account,
    bound: [],
    proofs: [],
    captured: null,
    rememberedAt: null,
    held: heldToNothing,
    now,
    ...facts,
  });

/** In one word: what is acceptable next, or "open", with what must be bound. */
function outcome(facts: Partial<SignInFacts>): string {
  const decision = decide(facts);
  if ("refused" in decision) return `refused: ${decision.reason}`;
  if (decision.next === "prove-more") return `more: ${decision.acceptable.join(", ")}`;
  const { bindingRequired, rememberedAt } = decision;
  const bind = bindingRequired ? `, bind: ${bindingRequired.kinds.join(", ")}` : "";
  return `open${rememberedAt === null ? "" : ` (remembered ${rememberedAt})`}${bind}`;
}

describe("a sign-in", () => {
  test.each<[string, Partial<SignInFacts>, string]>([
    ["without a proof", { bound: all("password") }, "more: passkey, password"],
    ["by password", { bound: all("password"), proofs: proven("password") }, "open"],
    ["by the first of two steps", { bound: all("password", "totp"), proofs: proven("password") }, "more: totp"],
    ["by two steps", { bound: all("password", "totp"), proofs: proven("password", "totp") }, "open"],
    ["by an app alone", { bound: all("password", "totp"), proofs: proven("totp") }, "more: password"],
    [
      "by a recovery code as the second step",
      { bound: all("password", "totp", "recovery-code"), proofs: proven("password", "recovery-code") },
      "open",
    ],
    ["by a passkey that verified its holder", { bound: all("password", "passkey"), proofs: [verified] }, "open"],
    [
      "by a passkey that did not",
      { bound: all("password", "passkey"), proofs: proven("passkey") },
      "more: password, passkey",
    ],
    [
      "with what is bound no more",
      { bound: all("password"), proofs: [{ kind: "password", authenticatorId: "old", at: 0 }] },
      "more: passkey, password",
    ],
    [
      "with what is switched off by now",
      {
        bound: [...all("password", "totp"), { kind: "phone", id: "phone", isUnusable: true }],
        proofs: proven("password", "phone"),
      },
      "more: totp",
    ],
    [
      "on a remembered device",
      { bound: all("password", "totp"), proofs: proven("password"), rememberedAt: 5 },
      "open (remembered 5)",
    ],
    [
      "on a remembered device without its password",
      { bound: all("password", "totp"), proofs: proven("totp"), rememberedAt: 5 },
      "more: password",
    ],
    [
      "by two steps on a remembered device, which stands in for nothing",
      { bound: all("password", "totp"), proofs: proven("password", "totp"), rememberedAt: 5 },
      "open",
    ],
    [
      "on a remembered device without any proof",
      { bound: all("password"), rememberedAt: 5 },
      "more: passkey, password",
    ],
  ])("%s", (_name, facts, expected) => {
    expect(outcome(facts)).toBe(expected);
  });

  const any = held({ twoFactorFrom: from(now) });
  const key = held({ phishingResistantFrom: from(now) });
  const noPhone = held({ forbiddenKinds: { phone: source } });
  test.each<[string, Partial<SignInFacts>, string]>([
    [
      "has to bind a second factor first",
      { bound: all("password"), proofs: proven("password"), held: any },
      "open, bind: passkey, totp, phone",
    ],
    [
      "has not, a millisecond before it is due",
      { bound: all("password"), proofs: proven("password"), held: any, now: now - 1 },
      "open",
    ],
    [
      "must prove the passkey an organization asks for",
      { bound: all("password", "totp", "passkey"), proofs: proven("password", "totp"), held: key },
      "more: passkey",
    ],
    [
      "by recovery code replaces the passkey",
      { bound: all("password", "passkey", "recovery-code"), proofs: proven("password", "recovery-code"), held: key },
      "open, bind: passkey",
    ],
    [
      "is not excused from a passkey by a remembered device",
      { bound: all("password", "passkey"), proofs: proven("password"), rememberedAt: 5, held: key },
      "more: passkey",
    ],
    [
      "may not use a forbidden phone beside an app",
      { bound: all("password", "totp", "phone"), proofs: proven("password", "phone"), held: noPhone },
      "more: totp",
    ],
    [
      "may use a forbidden phone to replace it",
      { bound: all("password", "phone"), proofs: proven("password", "phone"), held: noPhone },
      "open, bind: passkey, totp",
    ],
    [
      "on a device remembered for too long takes the second step",
      {
        bound: all("password", "totp"),
        proofs: proven("password"),
        rememberedAt: 5,
        held: { ...any, rememberDays: from(0) },
      },
      "more: totp",
    ],
  ])("held to policies %s", (_name, facts, expected) => {
    expect(outcome(facts)).toBe(expected);
  });

  test.each([
    ["suspended", { suspendedAt: 1 }],
    ["secured", { securedAt: 1 }],
    ["password-reset-required", { passwordResetRequiredAt: 1 }],
  ])("of an account that is shut goes no further: %s", (reason, shut) => {
    const facts = { account: { ...account, ...shut }, bound: all("password"), proofs: proven("password") };
    expect(outcome(facts)).toBe(`refused: ${reason}`);
  });

  test("that passed carries its account and only the proofs that count", () => {
    const stale: Proof = { kind: "totp", authenticatorId: "gone", at: 0 };
    expect(decide({ bound: all("password"), proofs: [...proven("password"), stale] })).toMatchObject({
      next: "open-session",
      signIn: { accountId: "acct", proofs: proven("password") },
    });
  });
});

describe("a second factor that is switched off", () => {
  const password: BoundAuthenticator = { kind: "password", id: "password" };
  const off: BoundAuthenticator = { kind: "phone", id: "t", name: "t", isUnusable: true };
  const codes: BoundAuthenticator = { kind: "recovery-code", id: "r" };
  test.each<[string, BoundAuthenticator[], string]>([
    ["still asks for a second step while codes can give it", [password, off, codes], "more: recovery-code"],
    ["still asks for one while an app can give it", [password, off, { kind: "totp", id: "a" }], "more: totp"],
    ["locks nobody out when nothing else is left", [password, off], "open"],
    ["locks nobody out when all codes are used up", [password, off, { ...codes, isSpent: true }], "open"],
  ])("%s", (_name, bound, expected) => {
    expect(outcome({ bound, proofs: proven("password") })).toBe(expected);
  });
});
