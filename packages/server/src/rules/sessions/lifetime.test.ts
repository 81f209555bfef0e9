import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideAbsoluteExpiry, decideIdleExpiry, decideLimits, decideSessionAlive, decideTouch } from "./lifetime.ts";

const limits = { idleSeconds: 60, absoluteSeconds: 600 };
const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
const held = (idle: number | null, absolute: number | null) => ({
  ...heldToNothing,
  idleSeconds: idle === null ? null : { value: idle, source },
  absoluteSeconds: absolute === null ? null : { value: absolute, source },
});

describe("the strictest limits", () => {
  test.each([
    ["a shorter idle one", 30, null, { idleSeconds: 30, absoluteSeconds: 600 }],
    ["a shorter absolute one", null, 300, { idleSeconds: 60, absoluteSeconds: 300 }],
    ["both", 30, 300, { idleSeconds: 30, absoluteSeconds: 300 }],
    ["never longer ones", 61, 601, limits],
    ["the same ones", 60, 600, limits],
  ])("%s", (_name, idle, absolute, expected) => {
    expect(decideLimits(limits, held(idle, absolute))).toEqual(expected);
  });

  test("are the deployment's own where nobody asks for any", () => {
    expect(decideLimits(limits, heldToNothing)).toBe(limits);
  });
});

describe("the end of a session", () => {
  test.each([
    ["comes a minute after it was seen", 0, 600_000, 60_000],
    ["comes at the same instant for both reasons", 540_000, 600_000, 600_000],
    ["is not put off by being seen late", 590_000, 600_000, 600_000],
  ])("for idleness %s", (_name, lastSeenAt, expiresAt, expected) => {
    expect(decideIdleExpiry(lastSeenAt, expiresAt, limits)).toBe(expected);
  });

  test.each([
    ["is the one it was opened with", 0, 500_000, 500_000],
    ["is a stricter one that came later", 0, 700_000, 600_000],
    ["is either, where they are the same", 0, 600_000, 600_000],
    ["counts from when it was opened", 1000, 900_000, 601_000],
  ])("in any case %s", (_name, createdAt, expiresAt, expected) => {
    expect(decideAbsoluteExpiry({ createdAt, expiresAt }, limits)).toBe(expected);
  });
});

describe("a session", () => {
  const day = 86_400_000;
  const session = { createdAt: 0, lastSeenAt: 0, expiresAt: 600_000, flaggedAt: null };
  const long = { idleSeconds: 1e6, absoluteSeconds: 1e6 };
  test.each([
    ["lives a millisecond before its idle limit", session, limits, 59_999, true],
    ["ends at its idle limit", session, limits, 60_000, false],
    ["lives a millisecond before its end", { ...session, lastSeenAt: 599_000 }, limits, 599_999, true],
    ["ends at its end, though just seen", { ...session, lastSeenAt: 600_000 }, limits, 600_000, false],
    ["lives until a stricter absolute limit", session, { idleSeconds: 60, absoluteSeconds: 30 }, 29_999, true],
    ["ends at a stricter absolute limit", session, { idleSeconds: 60, absoluteSeconds: 30 }, 30_000, false],
    ["lives on hold for a day", { ...session, expiresAt: 2 * day, flaggedAt: 0 }, long, day - 1, true],
    ["ends on hold after a day", { ...session, expiresAt: 2 * day, flaggedAt: 0 }, long, day, false],
  ])("%s", (_name, given, these, now, expected) => {
    expect(decideSessionAlive(given, these, now)).toBe(expected);
  });

  test("that ended never lives again, unless it is seen", () => {
    const instant = fc.integer({ min: 0, max: 700_000 });
    fc.assert(
      fc.property(instant, instant, instant, (lastSeenAt, now, later) => {
        const given = { ...session, lastSeenAt };
        if (!decideSessionAlive(given, limits, now)) expect(decideSessionAlive(given, limits, now + later)).toBe(false);
      }),
    );
  });
});

test.each([
  [0, 3600, false],
  [59_999, 3600, false],
  [60_000, 3600, true],
  [60_001, 3600, true],
  [59_999, 240, false],
  [14_999, 60, false],
  [15_000, 60, true],
])(
  "its last activity is written again after %i milliseconds, of an idle limit of %i s: %s",
  (now, idleSeconds, expected) => {
    expect(decideTouch(0, now, { idleSeconds })).toBe(expected);
  },
);
