import { expect, test } from "vitest";
import { decideIsMeant } from "./searching.ts";

const shown = ["Zoë Ängström", "invited m…@example.com as member", "invitation.created", null];

test.each([
  ["invited", true],
  ["INVITED zoë", true],
  ["ängström member", true],
  ["  Zoe\u0308  ", true],
  ["ｉｎｖｉｔｅｄ", true],
  ["invitation.created", true],
  ["removed", false],
  ["invited bob", false],
  ["%", false],
  ["_", false],
  ["inv.ted", false],
  ["", true],
])("%j: %s", (search, expected) => {
  expect(decideIsMeant(search, shown)).toBe(expected);
});
