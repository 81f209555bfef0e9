import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuthenticatorKind, secondFactorKinds } from "../../../vocabulary/kinds.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../held/held-policies.ts";
import { decideBindingRequired } from "./binding-required.ts";
import { decideBindBy, findForbidding, listDemands, listUnmet } from "./unmet.ts";

const source = (since: number, id = "org_a"): Source => ({ organization: { id, name: id }, workspace: null, since });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });
const from = (value: number, id?: string) => ({ value, source: source(1, id) });

const nothing = heldToNothing;
const any = held({ twoFactorFrom: from(100) });
const key = held({ phishingResistantFrom: from(200) });
const both = held({ twoFactorFrom: from(100, "org_a"), phishingResistantFrom: from(200, "org_b") });
const anyNoPhone = held({ twoFactorFrom: from(100), forbiddenKinds: { phone: source(50) } });
const keyNoPasskey = held({ phishingResistantFrom: from(200), forbiddenKinds: { passkey: source(50) } });
const noPhone = held({ forbiddenKinds: { phone: source(50) } });

describe("what somebody is asked for", () => {
  test.each([
    ["nothing", nothing, []],
    ["any second factor", any, [["two-factor", 100, "org_a"]]],
    ["a passkey", key, [["phishing-resistant", 200, "org_a"]]],
    [
      "both, the strictest first",
      both,
      [
        ["phishing-resistant", 200, "org_b"],
        ["two-factor", 100, "org_a"],
      ],
    ],
  ] as const)("%s", (_name, policies, expected) => {
    const listed = listDemands(policies).map((each) => [each.required, each.dueAt, each.source.organization.id]);
    expect(listed).toEqual(expected);
  });
});

describe("what somebody does not have of it", () => {
  test.each([
    ["nothing is asked for", [], nothing, []],
    ["no second factor, and one is asked for", [], any, ["two-factor"]],
    ["any second factor", ["phone"], any, []],
    ["none, and both are asked for", [], both, ["phishing-resistant", "two-factor"]],
    ["an app, and both are asked for", ["totp"], both, ["phishing-resistant"]],
    ["a passkey, and both are asked for", ["passkey"], both, []],
    ["an app where a passkey is asked for", ["totp"], key, ["phishing-resistant"]],
    ["a forbidden phone", ["phone"], anyNoPhone, ["two-factor"]],
    ["a forbidden phone and an app", ["phone", "totp"], anyNoPhone, []],
    ["a forbidden passkey", ["passkey", "totp"], keyNoPasskey, ["phishing-resistant"]],
  ] as const)("%s", (_name, kinds, policies, expected) => {
    expect(listUnmet(kinds, policies).map(({ required }) => required)).toEqual(expected);
  });
});

test.each([
  ["nobody forbids anything", ["phone"], nothing, undefined],
  ["what one has is not forbidden", ["totp"], noPhone, undefined],
  ["one of several is allowed", ["totp", "phone"], noPhone, undefined],
  ["all one has is forbidden", ["phone"], noPhone, 50],
  ["one has nothing", [], noPhone, undefined],
] as const)("who forbids: %s", (_name, kinds, policies, since) => {
  expect(findForbidding(kinds, policies)?.since).toBe(since);
});

test("who forbids the first that one has is named", () => {
  const policies = held({ forbiddenKinds: { phone: source(1, "org_a"), totp: source(1, "org_b") } });
  expect(findForbidding(["totp", "phone"], policies)?.organization.id).toBe("org_b");
  expect(findForbidding(["phone", "totp"], policies)?.organization.id).toBe("org_a");
});

describe("by when somebody must bind", () => {
  test.each([
    ["never, when nothing is asked for", [], nothing, null],
    ["never, when one has it", ["phone"], any, null],
    ["when a second factor is due", [], any, 100],
    ["when a passkey is due", ["totp"], key, 200],
    ["when the first of two is due", [], both, 100],
    ["when the one that is left is due", ["totp"], both, 200],
    ["since a kind is forbidden, when it is all one has", ["phone"], noPhone, 50],
    ["since then even when something else is due later", ["phone"], anyNoPhone, 50],
    ["not for a forbidden kind beside an allowed one", ["phone", "totp"], noPhone, null],
    ["not for forbidden kinds when one has none at all", [], noPhone, null],
    ["when it is due, having nothing that is forbidden", [], anyNoPhone, 100],
  ] as const)("%s", (_name, kinds, policies, expected) => {
    expect(decideBindBy(kinds, policies)).toBe(expected);
  });

  const now = 1000;
  const instant = fc.constantFrom(0, now - 1, now, now + 1, 2 * now);
  const past = fc.constantFrom(0, now - 1, now);
  const value = fc.option(fc.record({ value: instant, source: past.map((since) => source(since)) }));
  const forbidden = fc
    .subarray([...secondFactorKinds])
    .chain((kinds) => fc.tuple(...kinds.map((kind) => past.map((since) => [kind, source(since)] as const))))
    .map((entries): HeldPolicies["forbiddenKinds"] => Object.fromEntries(entries));
  const policies = fc
    .record({ twoFactorFrom: value, phishingResistantFrom: value, forbiddenKinds: forbidden })
    .map(held);
  const some = fc.subarray<AuthenticatorKind>([...secondFactorKinds]);

  test("is what is asked of a session: it must bind exactly from then on", () => {
    fc.assert(
      fc.property(some, policies, (kinds, all) => {
        const bound = [{ kind: "password", id: "p" } as const, ...kinds.map((kind) => ({ kind, id: kind }))];
        const dueAt = decideBindBy(kinds, all);
        expect(decideBindingRequired(bound, all, now) !== null).toBe(dueAt !== null && dueAt <= now);
      }),
      { numRuns: 2000 },
    );
  });

  test("is never later for having more forbidden, nor for having less bound, unless what went was forbidden", () => {
    fc.assert(
      fc.property(some, policies, (kinds, all) => {
        const dueAt = decideBindBy(kinds, all) ?? Infinity;
        const allowed = kinds.filter((kind) => !all.forbiddenKinds[kind]);
        for (const kind of allowed.length > 1 ? allowed : [])
          expect(
            decideBindBy(
              kinds.filter((each) => each !== kind),
              all,
            ) ?? Infinity,
          ).toBeLessThanOrEqual(dueAt);
      }),
    );
  });
});
