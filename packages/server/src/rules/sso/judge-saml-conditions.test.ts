import { expect, test } from "vitest";
import { judgeSamlConditions } from "./judge-saml-conditions.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const expected = { issuer: "there", audience: "here", acsUrl: "https://here.example/acs", request: null, now };
const good = { notBefore: now, notOnOrAfter: now + minute, audiences: [["here"]], unknown: [] };

test.each([
  ["good ones", good, []],
  ["none", undefined, ["conditions", "conditions-expiry", "audience"]],
  ["ones without beginning", { notOnOrAfter: now + minute, audiences: [["here"]], unknown: [] }, []],
  ["ones without end", { audiences: [["here"]], unknown: [] }, ["conditions", "conditions-expiry"]],
  ["ones that are over by two minutes", { ...good, notOnOrAfter: now - 2 * minute }, ["conditions-expiry"]],
  ["ones that are over by less", { ...good, notOnOrAfter: now - 2 * minute + 1 }, []],
  ["ones that begin in two minutes", { ...good, notBefore: now + 2 * minute }, []],
  ["ones that begin later", { ...good, notBefore: now + 2 * minute + 1 }, ["conditions-not-before"]],
  ["one that nobody knows", { ...good, unknown: ["Weather"] }, ["conditions"]],
  ["no audience", { ...good, audiences: [] }, ["audience"]],
  ["an empty restriction", { ...good, audiences: [[]] }, ["audience"]],
  ["another audience", { ...good, audiences: [["there"]] }, ["audience"]],
  ["an audience that begins as ours", { ...good, audiences: [["here/"]] }, ["audience"]],
  ["ours among others", { ...good, audiences: [["there", "here"]] }, []],
  ["ours in every restriction", { ...good, audiences: [["here"], ["here", "there"]] }, []],
  ["ours in one of two", { ...good, audiences: [["here"], ["there"]] }, ["audience"]],
])("conditions: %s", (_name, conditions, failed) => {
  const checks = judgeSamlConditions(conditions, expected);
  expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(failed);
});
