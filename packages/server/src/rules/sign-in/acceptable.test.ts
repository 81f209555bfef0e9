import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideAcceptable, decideOrder } from "./acceptable.ts";

const now = 1_000_000;
const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const proven = (...kinds: Proof["kind"][]): Proof[] => kinds.map((kind) => ({ kind, authenticatorId: kind, at: 0 }));
const none: Partial<HeldPolicies> = {};
const key: Partial<HeldPolicies> = { phishingResistantFrom: { value: now, source } };
const noPhone: Partial<HeldPolicies> = { forbiddenKinds: { phone: source } };

describe("what brings a sign-in further", () => {
  test.each([
    ["before the first proof, the same whatever is bound", all("password"), [], none, "passkey, password"],
    ["before the first proof, the same where nothing is", [], [], key, "passkey, password"],
    ["after a password, every second factor, once", all("password", "totp", "totp"), proven("password"), none, "totp"],
    [
      "after a password, codes too",
      all("password", "phone", "recovery-code"),
      proven("password"),
      none,
      "phone, recovery-code",
    ],
    [
      "after an app, what one knows or a passkey",
      all("password", "totp", "phone", "passkey"),
      proven("totp"),
      none,
      "password, passkey",
    ],
    ["after two factors, nothing", all("password", "totp", "phone"), proven("password", "totp"), none, ""],
    [
      "not what is switched off",
      [...all("password", "totp"), { kind: "phone", id: "t", isUnusable: true }],
      proven("password"),
      none,
      "totp",
    ],
    [
      "not codes that are used up",
      [...all("password", "totp"), { kind: "recovery-code", id: "r", isSpent: true }],
      proven("password"),
      none,
      "totp",
    ],
    [
      "not what is forbidden beside an allowed one",
      all("password", "totp", "phone"),
      proven("password"),
      noPhone,
      "totp",
    ],
    ["what is forbidden, where nothing else is", all("password", "phone"), proven("password"), noPhone, "phone"],
    [
      "only the passkey that is asked for, and codes",
      all("password", "totp", "passkey", "recovery-code"),
      proven("password"),
      key,
      "passkey, recovery-code",
    ],
    [
      "only the passkey, once two factors are proven",
      all("password", "totp", "passkey", "recovery-code"),
      proven("password", "totp"),
      key,
      "passkey",
    ],
  ] as const)("%s", (_name, bound, proofs, policies, expected) => {
    expect(decideAcceptable(bound, proofs, { ...heldToNothing, ...policies }, now).join(", ")).toBe(expected);
  });
});

describe("the order of ways", () => {
  const way = (kind: AuthenticatorKind, preferred = false) => ({ kind, preferred });
  test.each([
    ["none", [], ""],
    [
      "the strongest first",
      [way("recovery-code"), way("password"), way("phone"), way("totp"), way("passkey")],
      "passkey, totp, phone, password, recovery-code",
    ],
    ["the preferred before all", [way("passkey"), way("totp"), way("phone", true)], "phone, passkey, totp"],
    [
      "the preferred before all, if it is the weakest",
      [way("recovery-code", true), way("passkey")],
      "recovery-code, passkey",
    ],
  ] as const)("%s", (_name, ways, expected) => {
    const ordered = decideOrder(ways);
    expect(ordered.map(({ kind }) => kind).join(", ")).toBe(expected);
  });

  test("leaves the list it was given as it is", () => {
    const ways = [way("phone"), way("passkey")];
    decideOrder(ways);
    expect(ways.map(({ kind }) => kind)).toEqual(["phone", "passkey"]);
  });
});
