import { describe, expect, test } from "vitest";
import { judgeSamlConditions } from "./judge-saml-conditions.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlConditions } from "./saml-facts.ts";
import { samlSkew } from "./saml-instants.ts";

const now = Date.UTC(2026, 0, 1);
const expected: SamlExpected = {
  ...{ issuer: "there", audience: "here", acsUrl: "https://here.example/acs", request: null, now },
};
const conditions: SamlConditions = { notBefore: now, notOnOrAfter: now + 60_000, audiences: [["here"]], unknown: [] };

const failing = (given: SamlConditions | undefined) =>
  judgeSamlConditions(given, expected).flatMap(({ name, passed }) => (passed ? [] : [name]));

describe("conditions", () => {
  test.each<[string, Partial<SamlConditions>, readonly string[]]>([
    ["that are met", {}, []],
    ["that hold from now on, by a clock that is ahead", { notBefore: now + samlSkew }, []],
    ["for us among others", { audiences: [["other", "here"]] }, []],
    ["for us in each of two lists", { audiences: [["here"], ["here", "other"]] }, []],
    ["that are not known", { unknown: ["Weather"] }, ["conditions"]],
    ["that hold later", { notBefore: now + samlSkew + 1 }, ["conditions-not-before"]],
    ["that are over", { notOnOrAfter: now - samlSkew }, ["conditions-expiry"]],
    ["for nobody", { audiences: [] }, ["audience"]],
    ["for another", { audiences: [["other"]] }, ["audience"]],
    ["for us in one of two lists", { audiences: [["here"], ["other"]] }, ["audience"]],
    ["for an empty list", { audiences: [[]] }, ["audience"]],
  ])("%s", (_name, lie, expectedFailures) => {
    expect(failing({ ...conditions, ...lie })).toEqual(expectedFailures);
  });

  test("without an end are no conditions", () => {
    const { notOnOrAfter: _end, ...endless } = conditions;
    expect(failing(endless)).toEqual(["conditions", "conditions-expiry"]);
    expect(failing(undefined)).toEqual(["conditions", "conditions-expiry", "audience"]);
  });
});
