import { expect, test } from "vitest";
import { decideIsByProvider, type ProviderFacts } from "./by-provider.ts";

const nothing: never[] = [];
const password = [{ kind: "password" } as const];
const held = { isBreakGlass: false };

test.each<[string, Parameters<typeof decideIsByProvider>[0], ProviderFacts, boolean]>([
  ["nothing at all", nothing, { isKnown: false, captured: null }, false],
  ["a provider alone", nothing, { isKnown: true, captured: null }, true],
  ["a provider and an app", [{ kind: "totp" }], { isKnown: true, captured: null }, true],
  ["a provider beside a password", password, { isKnown: true, captured: null }, false],
  ["a password alone", password, { isKnown: false, captured: null }, false],
  ["a required provider beside a password", password, { isKnown: true, captured: held }, true],
  ["a required provider that knows them not yet", password, { isKnown: false, captured: held }, true],
  ["break-glass beside a password", password, { isKnown: true, captured: { isBreakGlass: true } }, false],
])("whether only a provider lets in: %s", (_name, usable, facts, expected) => {
  expect(decideIsByProvider(usable, facts)).toBe(expected);
});
