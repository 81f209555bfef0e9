import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuthenticatorKind, secondFactorKinds } from "../../vocabulary/kinds.ts";
import { explainAllowedKinds, explainLeast, explainSecondFactor, explainSession, explainStepUp } from "./explaining.ts";
import { decideBindingRequired } from "./binding/binding-required.ts";
import { type HeldPolicies, heldToNothing, type Source } from "./held/held-policies.ts";

const source = (id: string): Source => ({ organization: { id, name: id }, workspace: null, since: 1 });
const from = <Value>(value: Value, id: string) => ({ value, source: source(id) });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });
const idOf = (one: Source | null): string | null => one?.organization.id ?? null;

describe("the second factor that matters", () => {
  const any = { twoFactorFrom: from(100, "any") };
  const key = { phishingResistantFrom: from(200, "key") };
  const noPhone = { forbiddenKinds: { phone: source("f") } };
  test.each<
    [
      string,
      AuthenticatorKind[],
      Partial<HeldPolicies>,
      readonly [string, number | null, boolean, string, string | null],
    ]
  >([
    ["none", [], {}, ["none", null, true, "passkey totp phone", null]],
    ["one that is not there", [], any, ["two-factor", 100, false, "passkey totp phone", "any"]],
    ["one that is", ["totp"], any, ["two-factor", 100, true, "passkey totp phone", "any"]],
    ["a passkey that is not there", ["totp"], key, ["phishing-resistant", 200, false, "passkey", "key"]],
    ["the first of two that are not", [], { ...any, ...key }, ["two-factor", 100, false, "passkey totp phone", "any"]],
    ["the one of two that is not", ["totp"], { ...any, ...key }, ["phishing-resistant", 200, false, "passkey", "key"]],
    [
      "the strictest of two that are",
      ["passkey"],
      { ...any, ...key },
      ["phishing-resistant", 200, true, "passkey", "key"],
    ],
    [
      "one that is not forbidden, since the other is",
      ["phone"],
      { ...any, ...noPhone },
      ["two-factor", 1, false, "passkey totp", "any"],
    ],
    ["none asked for, but what is there is forbidden", ["phone"], noPhone, ["none", 1, false, "passkey totp", null]],
    [
      "none asked for, and an allowed one is there",
      ["phone", "totp"],
      noPhone,
      ["none", null, true, "passkey totp", null],
    ],
  ])("%s", (_name, kinds, policies, expected) => {
    const bound = kinds.map((kind) => ({ kind, id: kind }));
    const explained = explainSecondFactor(bound, secondFactorKinds, held(policies));
    const { required, dueAt, met, kinds: would } = explained.value;
    expect([required, dueAt, met, would.join(" "), idOf(explained.source)]).toEqual(expected);
  });

  test("says the same as the page that binds: something must be bound by now, or not", () => {
    const instant = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
    const kinds = fc.subarray(secondFactorKinds);
    fc.assert(
      fc.property(instant, instant, kinds, kinds, fc.integer({ min: 2, max: 100 }), (two, key, has, not, now) => {
        const policies = held({
          twoFactorFrom: two === null ? null : from(two, "any"),
          phishingResistantFrom: key === null ? null : from(key, "key"),
          forbiddenKinds: Object.fromEntries(not.map((kind) => [kind, source("f")])),
        });
        const bound = has.map((kind) => ({ kind, id: kind }));
        const { dueAt, met } = explainSecondFactor(bound, secondFactorKinds, policies).value;
        const mustNow = decideBindingRequired(bound, policies, now) !== null;
        expect(!met && dueAt !== null && dueAt <= now).toBe(mustNow);
      }),
    );
  });

  test("names only kinds that are offered", () => {
    expect(explainSecondFactor([], ["totp"], held(any)).value.kinds).toEqual(["totp"]);
  });
});

test.each([
  ["all", {}, null, null],
  ["not phones", { phone: source("a") }, ["password", "passkey", "totp", "recovery-code"], "a"],
  [
    "only phones, as the first who forbids some says",
    { totp: source("b"), passkey: source("a") },
    ["password", "phone", "recovery-code"],
    "a",
  ],
] as const)("allowed kinds: %s", (_name, forbiddenKinds, value, by) => {
  const explained = explainAllowedKinds(held({ forbiddenKinds }));
  expect([explained.value, idOf(explained.source)]).toEqual([value, by]);
});

test.each([
  ["the deployment's, where nobody asks", 30, null, 30, null],
  ["less, where somebody asks for it", 30, from(29, "a"), 29, "a"],
  ["the deployment's, where somebody asks for as much", 30, from(30, "a"), 30, null],
  ["the deployment's, where somebody asks for more", 30, from(31, "a"), 30, null],
  ["nothing at all", 30, from(0, "a"), 0, "a"],
])("the least: %s", (_name, own, given, value, by) => {
  const explained = explainLeast(own, given);
  expect([explained.value, idOf(explained.source)]).toEqual([value, by]);
});

describe("session limits", () => {
  test.each([
    ["the deployment's", {}, [60, 600], null, [null, null]],
    ["an organization's idle one", { idleSeconds: from(30, "i") }, [30, 600], "i", ["i", null]],
    ["an organization's absolute one", { absoluteSeconds: from(300, "b") }, [60, 300], "b", [null, "b"]],
    ["of each its own", { idleSeconds: from(30, "i"), absoluteSeconds: from(300, "b") }, [30, 300], "i", ["i", "b"]],
    ["the deployment's, where others are looser", { idleSeconds: from(61, "i") }, [60, 600], null, [null, null]],
  ])("%s", (_name, policies, value, by, sources) => {
    const explained = explainSession({ idleSeconds: 60, absoluteSeconds: 600 }, held(policies));
    expect([explained.value.idleSeconds, explained.value.absoluteSeconds]).toEqual(value);
    expect([idOf(explained.source), explained.sources.map(idOf)]).toEqual([by, sources]);
  });
});

describe("confirmations", () => {
  const raised: Partial<HeldPolicies> = { stepUpStrength: from("phishing-resistant-if-bound", "r") };
  test.each<[string, Partial<HeldPolicies>, readonly [string, number], string | null, (string | null)[]]>([
    ["the deployment's", {}, ["second-factor", 600], null, [null, null]],
    ["stronger", raised, ["phishing-resistant-if-bound", 600], "r", ["r", null]],
    ["shorter", { stepUpWindowSeconds: from(60, "s") }, ["second-factor", 60], "s", [null, "s"]],
    [
      "both, of which the time is named",
      { ...raised, stepUpWindowSeconds: from(60, "s") },
      ["phishing-resistant-if-bound", 60],
      "s",
      ["r", "s"],
    ],
    [
      "no looser",
      { stepUpStrength: from("any", "r"), stepUpWindowSeconds: from(600, "s") },
      ["second-factor", 600],
      null,
      [null, null],
    ],
  ])("%s", (_name, policies, value, by, sources) => {
    const explained = explainStepUp("second-factor", held(policies));
    expect([explained.value.strength, explained.value.windowSeconds]).toEqual(value);
    expect([idOf(explained.source), explained.sources.map(idOf)]).toEqual([by, sources]);
  });
});
