import { expect, test } from "vitest";
import { readyAllowlist } from "../../rules/policies/changing/allowlist-change.ts";
import { judgeSeen } from "./seen-from.ts";

const list = (cidr: string, adminCidr: string | null = null) =>
  readyAllowlist({
    enabled: true,
    entries: [{ cidr, label: "" }],
    adminEntries: adminCidr === null ? null : [{ cidr: adminCidr, label: "" }],
  });
const judge = (sessions: readonly string[], ...lists: ReturnType<typeof list>[]) =>
  judgeSeen(sessions.join(","), 1000, lists.length > 0 ? lists : [list("10.0.0.0/8")]);

test.each<[string, readonly string[], readonly string[]]>([
  ["nobody was seen", [], []],
  ["from an address on the list", ["m1 m 10.1.1.1  5"], []],
  ["from one off it", ["m1 m 192.0.2.1  5"], ["m1"]],
  ["from one off it, and later from one on it", ["m1 m 192.0.2.1  5", "m1 m 10.1.1.1  9"], []],
  ["the other way round, others between", ["m1 m 10.1.1.1  9", "m2 m 192.0.2.1  5", "m1 m 192.0.2.1  5"], ["m2"]],
  ["opened on it, moved off it", ["m1 m 192.0.2.1 10.1.1.1 5"], []],
  ["opened off it, moved on it", ["m1 m 10.1.1.1 192.0.2.1 5"], []],
  ["opened and moved off it", ["m1 m 192.0.2.1 192.0.2.2 5"], ["m1"]],
  ["of IPv6, and unknown", ["m1 m 2001:db8::1  5", "m2 m unknown  5"], ["m2", "m1"]],
  ["a break-glass owner", ["m1 b 192.0.2.1  5"], []],
  ["who joined last stands first", ["m1 m 192.0.2.1  5", "m3 m 192.0.2.1  5", "m2 a 192.0.2.1  5"], ["m3", "m2", "m1"]],
])("kept out: %s", (_, sessions, newest) => {
  expect(judge(sessions)).toMatchObject({ keptOut: newest.length, newest });
});

test("owners and admins are held to a list of their own", () => {
  const sessions = ["m1 m 10.1.1.1  5", "m2 a 10.1.1.1  6", "m3 a 172.16.0.1  7", "m4 m 172.16.0.1  8"];
  expect(judge(sessions, list("10.0.0.0/8", "172.16.0.0/12"))).toEqual({
    keptOut: 2,
    newest: ["m4", "m2"],
    // Of an address that is off one of the two, only those it is off for.
    addresses: [
      { ip: "172.16.0.1", members: 1, lastSeenAt: 1008 },
      { ip: "10.1.1.1", members: 1, lastSeenAt: 1006 },
    ],
  });
});

test("an address must be on every list", () => {
  expect(judge(["m1 m 10.1.1.1  5", "m2 m 10.2.1.1  5"], list("10.0.0.0/8"), list("10.2.0.0/16")).newest).toEqual([
    "m1",
  ]);
});

test("addresses off the list: each member counts once, a hundred are told", () => {
  const twice = ["m1 m 192.0.2.1  5", "m1 m 192.0.2.1 192.0.2.2 9", "m2 m 192.0.2.2  7"];
  expect(judge(twice).addresses).toEqual([
    { ip: "192.0.2.2", members: 2, lastSeenAt: 1009 },
    { ip: "192.0.2.1", members: 1, lastSeenAt: 1009 },
  ]);
  const many = Array.from({ length: 250 }, (_, at) => `m${String(at).padStart(3, "0")} m 192.0.${at}.1  5`);
  const { keptOut, newest, addresses } = judge(many);
  expect([keptOut, newest.length, newest[0], newest.at(-1), addresses.length]).toEqual([250, 100, "m249", "m150", 100]);
});
