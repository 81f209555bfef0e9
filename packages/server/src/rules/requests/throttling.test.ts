import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  budgetWindowSeconds,
  decideLockSeconds,
  decideThrottle,
  lockMemorySeconds,
  type Throttle,
  triesPerAccount,
  triesPerAttempt,
  triesPerBudget,
} from "./throttling.ts";

describe("a lock", () => {
  test.each([
    [1, 900],
    [2, 1800],
    [3, 3600],
    [4, 3600],
    [9, 3600],
    [5000, 3600],
  ])("number %i lasts %i seconds", (locks, seconds) => {
    expect(decideLockSeconds(locks)).toBe(seconds);
  });

  test("is never shorter than the one before, nor longer than an hour, nor than locks are remembered", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (locks) => {
        const seconds = decideLockSeconds(locks);
        expect(decideLockSeconds(locks + 1)).toBeGreaterThanOrEqual(seconds);
        expect(seconds).toBeGreaterThanOrEqual(900);
        expect(seconds).toBeLessThanOrEqual(Math.min(3600, lockMemorySeconds));
      }),
    );
  });

  test("comes after a budget that holds more than one attempt, and less than the account", () => {
    expect([triesPerAttempt, triesPerBudget, triesPerAccount]).toEqual([5, 10, 50]);
    expect([budgetWindowSeconds, lockMemorySeconds]).toEqual([900, 86_400]);
  });
});

describe("a throttle", () => {
  const throttle: Throttle = { name: "x", per: "address", limit: 2, windowSeconds: 60 };
  test.each([
    ["lets the first through", 1, 0, null],
    ["lets the last through that fits", 2, 1000, null],
    ["says how long the first that does not must wait", 3, 1000, 59],
    ["says a whole window at its beginning", 3, 0, 60],
    ["rounds up", 3, 1, 60],
    ["says one second at least, at the end", 3, 59_999, 1],
    ["says one second at least, when the window has passed", 3, 61_000, 1],
    ["counts far above as just above", 9000, 1000, 59],
  ])("%s", (_name, count, now, expected) => {
    expect(decideThrottle(throttle, { count, windowStartedAt: 0 }, now)).toBe(expected);
  });

  test("makes nobody wait less than its window takes, nor a second more", () => {
    const near = fc.integer({ min: 0, max: 59_999 });
    fc.assert(
      fc.property(near, fc.integer({ min: 3 }), (now, count) => {
        const wait = decideThrottle(throttle, { count, windowStartedAt: 0 }, now)! * 1000;
        expect(now + wait).toBeGreaterThanOrEqual(60_000);
        expect(now + wait).toBeLessThan(61_000);
      }),
    );
  });
});
