import { expect, test } from "vitest";
import type { WholePolicies } from "../app/api-types.ts";
import type { Draft } from "./draft.ts";
import { namesPair, refusalOf } from "./pair.ts";

const named = (...breakGlass: string[]): Draft => ({ whole: {} as WholePolicies, workspaces: {}, breakGlass });

test.each([
  ["none stays none", [], [], false],
  ["a pair is named", [], ["a", "b"], true],
  ["the pair stays, in another order", ["a", "b"], ["b", "a"], false],
  ["one of the pair is another", ["a", "b"], ["a", "c"], true],
  ["the pair is taken off", ["a", "b"], [], false],
])("whether the pair has to stand first: %s", (_name, before, after, expected) => {
  expect(namesPair(named(...before), named(...after))).toBe(expected);
});

test.each([
  ["no-break-glass", ["a", "b"], false],
  ["owners-addresses", ["a", "b"], false],
  ["not-tested", ["a", "b"], true],
  ["no-break-glass", [], true],
])("whether %s still refuses where %j are named with it", (reason, after, expected) => {
  const refused = { reason, detail: "" };
  expect(refusalOf({ refused }, { saved: named(), draft: named(...after) })).toBe(expected ? refused : undefined);
});
