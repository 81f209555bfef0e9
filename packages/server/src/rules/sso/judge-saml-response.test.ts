import { describe, expect, test } from "vitest";
import { judgeSamlResponse } from "./judge-saml-response.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlAssertionFacts, SamlFacts } from "./saml-facts.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const acsUrl = "https://here.example/acs";
const confirmation = { method: bearer, recipient: acsUrl, notOnOrAfter: now + minute, inResponseTo: "r" };
const conditions = { notBefore: now, notOnOrAfter: now + 2 * minute, audiences: [["here"]], unknown: [] };
const authentication = { at: now, contexts: ["c"], sessionIndex: "s" };
const assertion: SamlAssertionFacts = {
  id: "a",
  issuer: "there",
  nameIds: [{ value: "person" }],
  otherSubjects: [],
  confirmations: [confirmation],
  conditions,
  authentications: [authentication],
  attributes: [],
};
const response = { issuer: "there", destination: acsUrl, inResponseTo: "r", status: [success], isSigned: false };
const facts: SamlFacts = { response, assertion, wasEncrypted: false, signedBy: ["f"] };
const request = { id: "r", at: now - minute, forceAuthn: false };
const expected: SamlExpected = { issuer: "there", audience: "here", acsUrl, request, now };

const failedOf = (seen: SamlFacts, wanted = expected) =>
  judgeSamlResponse(seen, wanted)
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);
const withResponse = (lie: object): SamlFacts => ({ ...facts, response: { ...response, ...lie } });
const withAssertion = (lie: object): SamlFacts => ({ ...facts, assertion: { ...assertion, ...lie } });
const confirmed = (lie: object): SamlFacts => withAssertion({ confirmations: [{ ...confirmation, ...lie }] });
const bound = (lie: object): SamlFacts => withAssertion({ conditions: { ...conditions, ...lie } });
const signedIn = (lie: object): SamlFacts => withAssertion({ authentications: [{ ...authentication, ...lie }] });

test("what is true is accepted, with what may be believed", () => {
  expect(judgeSamlResponse(facts, expected).accepted).toEqual({
    issuer: "there",
    subject: { value: "person" },
    assertionId: "a",
    replayableUntil: now + 3 * minute,
    authenticatedAt: now,
    sessionIndex: "s",
    endsAt: null,
    contexts: ["c"],
    attributes: [],
  });
});

describe("one lie fails one check:", () => {
  test.each([
    ["status", withResponse({ status: ["urn:oasis:names:tc:SAML:2.0:status:Requester", success] })],
    ["status", withResponse({ status: [] })],
    ["response-issuer", withResponse({ issuer: "elsewhere" })],
    ["response-issuer", withResponse({ issuer: undefined, isSigned: true })],
    ["response-issuer", { ...withResponse({ issuer: undefined }), wasEncrypted: true }],
    ["destination", withResponse({ destination: undefined })],
    ["in-response-to", withResponse({ inResponseTo: undefined })],
    ["one-assertion", { response, wasEncrypted: false, signedBy: [] }],
    ["assertion-issuer", withAssertion({ issuer: "" })],
    ["name-id", withAssertion({ nameIds: [] })],
    ["name-id", withAssertion({ nameIds: [{ value: "a" }, { value: "a" }] })],
    ["name-id", withAssertion({ otherSubjects: ["EncryptedID"] })],
    [
      "name-id-format",
      withAssertion({ nameIds: [{ value: "a", format: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }] }),
    ],
    ["confirmation", withAssertion({ confirmations: [] })],
    ["confirmation", withAssertion({ confirmations: [confirmation, confirmation] })],
    ["confirmation", confirmed({ method: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" })],
    ["recipient", confirmed({ recipient: `${acsUrl}?` })],
    ["confirmation-expiry", confirmed({ notOnOrAfter: now - 2 * minute })],
    ["confirmation-expiry", confirmed({ notOnOrAfter: undefined })],
    ["confirmation-not-before", confirmed({ notBefore: 0 })],
    ["confirmation-in-response-to", confirmed({ inResponseTo: undefined })],
    ["conditions", bound({ unknown: ["Weather"] })],
    ["conditions-not-before", bound({ notBefore: now + 2 * minute + 1 })],
    ["conditions-expiry", bound({ notOnOrAfter: now - 2 * minute })],
    ["audience", bound({ audiences: [] })],
    ["audience", bound({ audiences: [["here"], ["elsewhere"]] })],
    ["authentication", withAssertion({ authentications: [] })],
    ["authentication", withAssertion({ authentications: [authentication, authentication] })],
    ["authentication-instant", signedIn({ at: now + 2 * minute + 1 })],
    ["session-end", signedIn({ sessionNotOnOrAfter: now })],
  ] as [string, SamlFacts][])("%s", (name, lie) => {
    expect(failedOf(lie)).toEqual([name]);
    expect(judgeSamlResponse(lie, expected).accepted).toBeUndefined();
  });
});

describe("what is asked for makes the difference:", () => {
  test("a fresh sign-in, two minutes of clocks apart", () => {
    const fresh = { ...expected, request: { ...request, forceAuthn: true } };
    expect(failedOf(signedIn({ at: request.at - 2 * minute }), fresh)).toEqual([]);
    expect(failedOf(signedIn({ at: request.at - 2 * minute - 1 }), fresh)).toEqual(["fresh-authentication"]);
    expect(failedOf(signedIn({ at: 0 }))).toEqual([]);
  });

  test("nothing: then it must say that it answers nothing", () => {
    const unasked = { ...expected, request: null };
    expect(failedOf(facts, unasked)).toEqual(["in-response-to", "confirmation-in-response-to"]);
    const free = { ...confirmed({ inResponseTo: undefined }), response: { ...response, inResponseTo: undefined } };
    expect(failedOf(free as object as SamlFacts, unasked)).toEqual([]);
  });
});
