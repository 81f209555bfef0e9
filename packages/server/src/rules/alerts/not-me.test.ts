import { describe, expect, test } from "vitest";
import {
  decideDisownedSince,
  decideFormerSince,
  decideKeepsSession,
  decideNotMe,
  decideNotMeExpiry,
} from "./not-me.ts";

const week = 7 * 86_400_000;

describe("the link of an alert", () => {
  const addresses = { current: "b@example.com", former: ["a@example.com", "d@example.com"] };
  test.each([
    ["secures, in the account's mailbox", "b@example.com", "secure"],
    ["puts an address back, in the one it was", "a@example.com", "secure-and-restore"],
    ["puts any of them back", "d@example.com", "secure-and-restore"],
    ["does nothing in another", "c@example.com", "refuse"],
  ])("%s", (_name, recipient, expected) => {
    expect(decideNotMe({ ...addresses, recipient })).toBe(expected);
  });

  test("only secures where the address is the account's again", () => {
    expect(decideNotMe({ recipient: "a", current: "a", former: ["a"] })).toBe("secure");
  });

  test("works for a week, as long as an address that was left counts", () => {
    expect(decideNotMeExpiry(5)).toBe(5 + week);
    expect(decideFormerSince(decideNotMeExpiry(5))).toBe(5);
  });
});

test.each([
  ["since what is disowned, where no session did it", 100, undefined, 100],
  ["since the session that did it was opened", 100, 50, 50],
  ["since what is disowned, where the session is younger", 100, 101, 100],
  ["since the beginning of time", 100, 0, 0],
])("an account counts as in other hands %s", (_name, at, openedAt, expected) => {
  expect(decideDisownedSince(at, openedAt)).toBe(expected);
});

test.each([
  ["goes on", null, "sess_b", true],
  ["goes on, where no session did what is disowned", null, null, true],
  ["ends, when it is on hold", 0, "sess_b", false],
  ["ends, when it did what is disowned", null, "sess_a", false],
])("the session it is said in %s", (_name, flaggedAt, eventSessionId, expected) => {
  expect(decideKeepsSession({ id: "sess_a", flaggedAt }, eventSessionId)).toBe(expected);
});
