import { expect, test } from "vitest";
import { decideIsDeserted, decideOwnerMayGo } from "./last-owner.ts";

test.each([
  ["alone, with the organization", 1, 0, true],
  ["with another owner who could act", 2, 1, true],
  ["with more of them", 9, 3, true],
  ["with one member and no other owner", 2, 0, false],
  ["with many members and no other owner", 9, 0, false],
])("an owner's account may go: %s", (_name, members, otherActiveOwners, may) => {
  const refusal = decideOwnerMayGo({ organization: { name: "Acme" }, members, otherActiveOwners });
  expect(refusal).toEqual(
    may
      ? undefined
      : {
          refused: "conflict",
          reason: "last-owner",
          detail: "You are the last owner of Acme, which has other members. Hand the ownership over first.",
        },
  );
});

test.each([
  [0, true],
  [1, false],
])("an organization of %i is deserted: %s", (members, expected) => {
  expect(decideIsDeserted(members)).toBe(expected);
});
