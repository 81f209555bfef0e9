import { expect, test } from "vitest";
import { diffOf } from "./policy-diff.ts";

const lines = (changes: unknown) => diffOf({ changes }).map(({ sign, text }) => `${sign} ${text}`);

test("only what differs is told, as it was and as it is", () => {
  const from = { required: "two-factor", graceDays: 30 };
  const to = { required: "two-factor", graceDays: 14 };
  expect(lines([{ policy: "secondFactor", from, to }])).toEqual([
    "- secondFactor.graceDays: 30",
    "+ secondFactor.graceDays: 14",
  ]);
});

test("lists are told by their entries, what was not set by nothing", () => {
  const to = { enabled: true, entries: [{ cidr: "203.0.113.0/24", label: "London" }] };
  expect(lines([{ policy: "ipAllowlist", from: null, to }])).toEqual([
    "+ ipAllowlist.enabled: true",
    "+ ipAllowlist.entries: 203.0.113.0/24 London",
  ]);
  expect(lines([{ policy: "allowedKinds", from: ["totp", "phone"], to: ["totp"] }])).toEqual(["- allowedKinds: phone"]);
});

test("an event of another kind has none", () => {
  expect(diffOf({})).toEqual([]);
  expect(lines([{ category: "sign-in" }, "x", null])).toEqual([]);
});
