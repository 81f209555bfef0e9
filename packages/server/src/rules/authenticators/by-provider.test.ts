import { expect, test } from "vitest";
import { decideIsByProvider } from "./by-provider.ts";

const nothing: never[] = [];
const password = [{ kind: "password" } as const];

test.each([
  ["nothing at all", nothing, false, false, false],
  ["a provider alone", nothing, true, false, true],
  ["a provider and an app", [{ kind: "totp" } as const], true, false, true],
  ["a provider beside a password", password, true, false, false],
  ["a password alone", password, false, false, false],
  ["a required provider beside a password", password, true, true, true],
  ["a required provider that knows them not yet", password, false, true, true],
])("whether only a provider lets in: %s", (_name, usable, isKnown, isRequired, expected) => {
  expect(decideIsByProvider(usable, { isKnown, isRequired })).toBe(expected);
});
