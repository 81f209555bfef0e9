import { expect, test } from "vitest";
import { isBegun, isOver, samlSkew, written } from "./saml-instants.ts";

const now = Date.UTC(2026, 0, 1);

test.each([
  ["two minutes before it", now + samlSkew, true],
  ["a moment earlier", now + samlSkew + 1, false],
  ["after it", now - 1, true],
])("a beginning has come %s", (_name, notBefore, begun) => {
  expect(isBegun(notBefore, now)).toBe(begun);
});

test.each([
  ["two minutes after it", now - samlSkew, true],
  ["a moment earlier", now - samlSkew + 1, false],
  ["before it", now + 1, false],
])("an end has come %s", (_name, notOnOrAfter, over) => {
  expect(isOver(notOnOrAfter, now)).toBe(over);
});

test("an instant is written as SAML does, and none as none", () => {
  expect(written(now)).toBe("2026-01-01T00:00:00.000Z");
  expect(written(undefined)).toBeUndefined();
});
