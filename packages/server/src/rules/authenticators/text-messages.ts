import { isAhead } from "../../vocabulary/instants.ts";

/** How long a code works. */
export const codeSeconds = 600;
/** Tries a code has: the sixth is never judged. */
export const triesPerCode = 5;

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const resendAfter = 60 * 1000;
const numberPerHour = 5;
const numberPerDay = 10;
/** Anybody may begin to bind anybody's number: what is left of the ten is for who has bound it. */
const bindingsPerDay = 6;
const accountPerHour = 5;

/** Messages of the last day, each by when it was sent. */
export interface SendingFacts {
  readonly now: number;
  /** The last for this attempt or binding, and this number. */
  readonly lastAt: number | null;
  readonly toNumber: readonly number[];
  /** Whether it is to bind the number, rather than for a phone that is bound. */
  readonly isBinding: boolean;
  readonly forAccount: readonly number[];
}

type SendingDecision =
  | { readonly refusal: null; readonly resendAt: number }
  | { readonly refusal: "too-soon" | "number-limit" | "account-limit"; readonly retryAt: number };

/** Whether one more text message may be sent now, and when the next may; if not, why. */
export function decideSending(given: SendingFacts): SendingDecision {
  const facts = { ...given, ...asOfNow(given) };
  const { now, toNumber, forAccount } = facts;
  const free = freeTimes(facts);
  const retryAt = Math.max(...Object.values(free));
  if (retryAt <= now) {
    const next = { ...facts, lastAt: now, toNumber: [...toNumber, now], forAccount: [...forAccount, now] };
    return { refusal: null, resendAt: Math.max(...Object.values(freeTimes(next))) };
  }
  if (free.number > now) return { refusal: "number-limit", retryAt };
  return { refusal: free.account > now ? "account-limit" : "too-soon", retryAt };
}

// What a clock ahead has counted counts as of now, when it can have been at the latest.
function asOfNow({ now, lastAt, toNumber, forAccount }: SendingFacts) {
  const clamp = (at: number): number => (isAhead(at, now) ? now : at);
  return {
    lastAt: lastAt !== null && isAhead(lastAt, now) ? null : lastAt,
    toNumber: toNumber.map(clamp),
    forAccount: forAccount.map(clamp),
  };
}

function freeTimes({ now, lastAt, toNumber, isBinding, forAccount }: SendingFacts) {
  const perDay = isBinding ? bindingsPerDay : numberPerDay;
  const number = Math.max(freeAt(toNumber, numberPerHour, hour, now), freeAt(toNumber, perDay, day, now));
  const account = freeAt(forAccount, accountPerHour, hour, now);
  return { pause: lastAt === null ? now : lastAt + resendAfter, number, account };
}

// When the window that ends then holds fewer than the limit: exact, so that no two windows' worth fit around a boundary.
function freeAt(times: readonly number[], limit: number, window: number, now: number): number {
  const recent = times.filter((at) => at > now - window).sort((a, b) => b - a);
  const oldest = recent[limit - 1];
  return oldest === undefined ? now : oldest + window;
}

/** From when on a message can still count against another. */
export function countedSince(now: number): number {
  return now - day;
}

/** The day a message counts in for the whole deployment, "2026-11-22", and when the next begins. Days are UTC's. */
export function decideDay(now: number): { readonly name: string; readonly endsAt: number } {
  const start = Math.floor(now / day) * day;
  return { name: new Date(start).toISOString().slice(0, 10), endsAt: start + day };
}
