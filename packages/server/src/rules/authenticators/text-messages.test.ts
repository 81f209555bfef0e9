import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedSince, decideDay, decideSending } from "./text-messages.ts";

const now = Date.UTC(2026, 10, 22, 12);
const minutesAgo = (...minutes: number[]): number[] => minutes.map((each) => now - each * 60_000);
const decide = (facts: Partial<Parameters<typeof decideSending>[0]>) =>
  decideSending({ now, lastAt: null, toNumber: [], isBinding: false, forAccount: [], ...facts });
const inMinutes = (minutes: number): number => now + minutes * 60_000;

describe("whether one more text message may be sent", () => {
  test("a minute lies between two of the same", () => {
    expect(decide({})).toEqual({ refusal: null, resendAt: inMinutes(1) });
    expect(decide({ lastAt: now - 59_999 })).toEqual({ refusal: "too-soon", retryAt: now + 1 });
    expect(decide({ lastAt: now - 60_000 }).refusal).toBeNull();
  });

  test("five an hour to a number: any hour, and the fifth says when the sixth may go", () => {
    const four = minutesAgo(59, 10, 5, 2);
    expect(decide({ toNumber: four })).toEqual({ refusal: null, resendAt: inMinutes(1) });
    expect(decide({ toNumber: minutesAgo(30, 10, 5, 2) })).toEqual({ refusal: null, resendAt: inMinutes(30) });
    expect(decide({ toNumber: [...four, now] })).toEqual({ refusal: "number-limit", retryAt: inMinutes(1) });
    expect(decide({ toNumber: minutesAgo(60, 10, 5, 2, 1) }).refusal).toBeNull();
  });

  test("ten a day to a number", () => {
    const ten = minutesAgo(1439, 1300, 1200, 1100, 1000, 900, 800, 700, 600, 500);
    expect(decide({ toNumber: ten })).toEqual({ refusal: "number-limit", retryAt: inMinutes(1) });
    expect(decide({ toNumber: ten.slice(1) })).toEqual({ refusal: null, resendAt: inMinutes(140) });
  });

  test("six a day to bind a number: the rest is for who has bound it", () => {
    const six = minutesAgo(1439, 1300, 1200, 1100, 1000, 900);
    expect(decide({ toNumber: six, isBinding: true })).toEqual({ refusal: "number-limit", retryAt: inMinutes(1) });
    expect(decide({ toNumber: six.slice(1), isBinding: true }).refusal).toBeNull();
    expect(decide({ toNumber: six }).refusal).toBeNull();
  });

  test("five an hour for an account, in whatever order they are told", () => {
    const five = minutesAgo(2, 50, 5, 10, 1);
    expect(decide({ forAccount: five })).toEqual({ refusal: "account-limit", retryAt: inMinutes(10) });
    expect(decide({ forAccount: five, lastAt: now })).toEqual({ refusal: "account-limit", retryAt: inMinutes(10) });
  });
});

test("days are UTC's", () => {
  expect(decideDay(Date.UTC(2026, 10, 22, 23, 59, 59, 999))).toEqual({
    name: "2026-11-22",
    endsAt: Date.UTC(2026, 10, 23),
  });
  expect(decideDay(Date.UTC(2026, 10, 23)).name).toBe("2026-11-23");
});

test("no window of an hour or a day holds more than its limit, however often somebody asks", () => {
  const [hour, day] = [3_600_000, 86_400_000];
  const waits = fc.array(fc.oneof(fc.nat(120_000), fc.nat(hour), fc.constantFrom(59_999, 60_000, hour)), {
    maxLength: 60,
  });
  const most = (sent: readonly number[], window: number): number =>
    Math.max(0, ...sent.map((end) => sent.filter((at) => at > end - window && at <= end).length));
  fc.assert(
    fc.property(waits, fc.boolean(), (apart, isBinding) => {
      const sent: number[] = [];
      let at = now;
      for (const wait of apart) {
        at += wait;
        const counted = sent.filter((each) => each > countedSince(at));
        const decision = decideSending({
          now: at,
          lastAt: sent.at(-1) ?? null,
          toNumber: counted,
          isBinding,
          forAccount: counted,
        });
        if (decision.refusal === null) sent.push(at);
        else expect(decision.retryAt).toBeGreaterThan(at);
      }
      expect(most(sent, hour)).toBeLessThanOrEqual(5);
      expect(most(sent, day)).toBeLessThanOrEqual(isBinding ? 6 : 10);
      expect(most(sent, 60_000)).toBeLessThanOrEqual(1);
    }),
  );
});
