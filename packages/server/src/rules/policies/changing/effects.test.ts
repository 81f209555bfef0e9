import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import { noPolicies } from "../../../vocabulary/policies.ts";
import type { SetHere } from "../held/holding.ts";
import { decideBindByAfter, decideSessionCut, setAfter } from "./effects.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 9);
const midnight = Date.UTC(2026, 10, 22);

describe("the limits of sessions, as instants", () => {
  const limits = { idleSeconds: 60, absoluteSeconds: 600 };
  const set = (idleSeconds: number, absoluteSeconds: number) => ({
    ...noPolicies,
    session: { idleSeconds, absoluteSeconds },
  });
  test.each([
    ["the deployment's", [], 60, 600],
    ["the deployment's, where none are set", [noPolicies], 60, 600],
    ["the deployment's, where looser ones are", [set(61, 601)], 60, 600],
    ["stricter ones", [set(30, 300)], 30, 300],
    ["the strictest of each", [set(30, 500), noPolicies, set(50, 300)], 30, 300],
  ])("%s", (_name, policies, idle, absolute) => {
    expect(decideSessionCut(limits, policies, now)).toEqual({
      seenBy: now - idle * 1000,
      openedBy: now - absolute * 1000,
    });
  });
});

describe("what is set once the steps are taken", () => {
  const kinds: SetHere = { allowedKinds: { value: ["totp"], setAt: 5 } };
  const asked: SetHere = {
    secondFactor: {
      value: { required: "two-factor", graceDays: 7, since: { twoFactor: 5, phishingResistant: null } },
      setAt: 5,
    },
  };
  const key = { required: "phishing-resistant", graceDays: 0 } as const;
  test.each([
    ["what was, without steps", kinds, [], kinds],
    [
      "what is new, from now on",
      {},
      [{ policy: "allowedKinds", from: null, to: ["phone"] }],
      { allowedKinds: { value: ["phone"], setAt: now } },
    ],
    [
      "what is changed, from now on",
      kinds,
      [{ policy: "allowedKinds", from: ["totp"], to: ["phone"] }],
      { allowedKinds: { value: ["phone"], setAt: now } },
    ],
    ["not what is taken off", kinds, [{ policy: "allowedKinds", from: ["totp"], to: null }], {}],
    [
      "what is not touched beside it",
      kinds,
      [{ policy: "alertCopiesTo", from: null, to: "a@example.com" }],
      { ...kinds, alertCopiesTo: { value: "a@example.com", setAt: now } },
    ],
    [
      "a demand since now",
      {},
      [{ policy: "secondFactor", from: null, to: key }],
      { secondFactor: { setAt: now, value: { ...key, since: { twoFactor: now, phishingResistant: now } } } },
    ],
    [
      "a demand since it was first made, and what is more since now",
      asked,
      [{ policy: "secondFactor", from: null, to: key }],
      { secondFactor: { setAt: now, value: { ...key, since: { twoFactor: 5, phishingResistant: now } } } },
    ],
  ] as const)("%s", (_name, before, steps, expected) => {
    expect(setAfter(before, steps, now)).toEqual(expected);
  });
});

describe("by when somebody has to bind, once a change holds", () => {
  const demand = (graceDays: number, since: number, key: number | null = null): SetHere => ({
    secondFactor: {
      value: {
        required: key === null ? "two-factor" : "phishing-resistant",
        graceDays,
        since: { twoFactor: since, phishingResistant: key },
      },
      setAt: since,
    },
  });
  const forbids: SetHere = { allowedKinds: { value: ["totp"], setAt: now - day } };
  const none: AuthenticatorKind[] = [];
  test.each([
    ["now, where nothing is asked", none, [], now],
    ["now, without a grace period", none, [{ set: demand(0, now), joinedAt: 0 }], now],
    ["when its days are over", none, [{ set: demand(7, now), joinedAt: 0 }], midnight + 8 * day],
    [
      "when they are over for who joined later",
      none,
      [{ set: demand(7, now - 30 * day), joinedAt: now }],
      midnight + 8 * day,
    ],
    ["now, when they were over long ago", none, [{ set: demand(7, now - 30 * day), joinedAt: 0 }], now],
    [
      "when the first of two is over",
      none,
      [
        { set: demand(7, now), joinedAt: 0 },
        { set: demand(3, now), joinedAt: 0 },
      ],
      midnight + 4 * day,
    ],
    [
      "when a passkey is due, having an app",
      ["totp"],
      [{ set: demand(7, now - 30 * day, now), joinedAt: 0 }],
      midnight + 8 * day,
    ],
    ["now, having only what is forbidden", ["phone"], [{ set: { ...forbids, ...demand(7, now) }, joinedAt: 0 }], now],
  ] as const)("%s", (_name, kinds, belonging, expected) => {
    expect(decideBindByAfter(kinds, belonging, "UTC", now)).toBe(expected);
  });

  test("is never in the past", () => {
    const instant = fc.integer({ min: now - 400 * day, max: now });
    fc.assert(
      fc.property(
        fc.nat(90),
        instant,
        instant,
        fc.subarray<AuthenticatorKind>(["passkey", "phone"]),
        (days, since, joinedAt, kinds) => {
          const belonging = [{ set: { ...forbids, ...demand(days, since) }, joinedAt }];
          expect(decideBindByAfter(kinds, belonging, "Europe/Berlin", now)).toBeGreaterThanOrEqual(now);
        },
      ),
    );
  });
});
