import { describe, expect, test } from "vitest";
import { isBegun, isOver, samlSkew, written } from "./saml-instants.ts";

const now = Date.UTC(2026, 0, 1);

describe("two clocks", () => {
  test.each<[string, number, boolean, boolean]>([
    ["at the same instant", now, true, false],
    ["so far ahead as clocks may be", now + samlSkew, true, false],
    ["further ahead", now + samlSkew + 1, false, false],
    ["a little behind", now - samlSkew + 1, true, false],
    ["so far behind as clocks may be", now - samlSkew, true, true],
  ])("%s", (_name, at, begun, over) => {
    expect([isBegun(at, now), isOver(at, now)]).toEqual([begun, over]);
  });

  test("an instant is written as SAML does, and none is none", () => {
    expect([written(now), written(undefined)]).toEqual(["2026-01-01T00:00:00.000Z", undefined]);
  });
});
