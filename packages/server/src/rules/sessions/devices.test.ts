import { expect, test } from "vitest";
import { heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideRecognition, decideRememberDays } from "./devices.ts";

const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };

test.each([
  ["as the deployment says", null, 30],
  ["fewer days", 29, 29],
  ["never more", 31, 30],
  ["not at all", 0, 0],
])("a device is remembered: %s", (_name, value, expected) => {
  const rememberDays = value === null ? null : { value, source };
  expect(decideRememberDays(30, { ...heldToNothing, rememberDays })).toBe(expected);
});

test.each([
  ["known", true, true, true, "known"],
  ["known, whatever else is", true, false, false, "known"],
  ["new beside known ones", false, true, false, "new"],
  ["new to who has signed in before", false, false, true, "new"],
  ["the first of all", false, false, false, "first"],
])("a sign-in's device is %s", (_name, isKnown, hasKnownDevices, hasSignedIn, expected) => {
  expect(decideRecognition({ isKnown, hasKnownDevices, hasSignedIn })).toBe(expected);
});
