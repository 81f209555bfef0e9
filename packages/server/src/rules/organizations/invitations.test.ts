import { expect, test } from "vitest";
import { decideInvitationStands, decideInvitationStatus } from "./invitations.ts";

test.each([
  ["waits a millisecond before its end", 101, true, "waiting"],
  ["has expired at its end", 100, true, "expired"],
  ["has expired a millisecond after it", 99, true, "expired"],
  ["is void when its sender could not send it", 101, false, "voided"],
  ["has expired, whoever sent it", 100, false, "expired"],
])("an invitation %s", (_name, expiresAt, isSenderAble, expected) => {
  expect(decideInvitationStatus({ expiresAt, isSenderAble }, 100)).toBe(expected);
});

test.each([
  ["an owner who makes an owner", "owner", null, "owner", true],
  ["an admin who makes an admin", "admin", null, "admin", true],
  ["an admin who makes an owner", "admin", null, "owner", false],
  ["a member by now", "member", null, "member", false],
  ["a suspended owner", "owner", 0, "member", false],
] as const)("it stands as long as its sender could send it: %s", (_name, role, suspendedAt, to, expected) => {
  expect(decideInvitationStands({ role, suspendedAt }, to)).toBe(expected);
});
