import { describe, expect, test } from "vitest";
import { judgeSamlAssertion } from "./judge-saml-assertion.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlAssertionFacts } from "./saml-facts.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const acsUrl = "https://here.example/acs";
const request = { id: "r", at: now - minute, forceAuthn: false };
const expected: SamlExpected = { issuer: "there", audience: "here", acsUrl, request, now };
const confirmation = {
  method: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
  recipient: acsUrl,
  notOnOrAfter: now + minute,
  inResponseTo: "r",
};
const authentication = { at: now, contexts: ["c"] };
const assertion: SamlAssertionFacts = {
  id: "a",
  issuer: "there",
  nameIds: [{ value: "person" }],
  otherSubjects: [],
  confirmations: [confirmation],
  conditions: { notOnOrAfter: now + minute, audiences: [["here"]], unknown: [] },
  authentications: [authentication],
  attributes: [{ name: "nameID", values: ["admin"] }],
};
const failedOf = (lie: object, wanted = expected) =>
  judgeSamlAssertion({ ...assertion, ...lie }, wanted)
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);
const confirmed = (lie: object) => ({ confirmations: [{ ...confirmation, ...lie }] });
const signedIn = (lie: object) => ({ authentications: [{ ...authentication, ...lie }] });
const format = (name: string) => ({ nameIds: [{ value: "a", format: `urn:oasis:names:tc:SAML:${name}` }] });

describe("an assertion", () => {
  test.each([
    ["that is true", {}, []],
    ["of another issuer", { issuer: "elsewhere" }, ["assertion-issuer"]],
    ["of nobody", { nameIds: [] }, ["name-id"]],
    ["of nobody, but of an attribute", { nameIds: [], attributes: [{ name: "NameID", values: ["a"] }] }, ["name-id"]],
    ["of an empty name", { nameIds: [{ value: "" }] }, ["name-id"]],
    ["of a name of 1024 letters", { nameIds: [{ value: "a".repeat(1024) }] }, []],
    ["of a name of 1025", { nameIds: [{ value: "a".repeat(1025) }] }, ["name-id"]],
    ["of one person twice", { nameIds: [{ value: "a" }, { value: "a" }] }, ["name-id"]],
    ["of an encrypted name beside it", { otherSubjects: ["EncryptedID"] }, ["name-id"]],
    ["of a name that is another each time", format("2.0:nameid-format:transient"), ["name-id-format"]],
    ["of a name that stays", format("2.0:nameid-format:persistent"), []],
    ["of an address", format("1.1:nameid-format:emailAddress"), []],
    ["that nothing confirms", { confirmations: [] }, ["confirmation"]],
    ["confirmed twice", { confirmations: [confirmation, confirmation] }, ["confirmation"]],
    [
      "for the holder of a key",
      confirmed({ method: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key" }),
      ["confirmation"],
    ],
    ["for another recipient", confirmed({ recipient: `${acsUrl}/` }), ["recipient"]],
    ["for no recipient", confirmed({ recipient: undefined }), ["recipient"]],
    ["confirmed until two minutes ago", confirmed({ notOnOrAfter: now - 2 * minute }), ["confirmation-expiry"]],
    ["confirmed until later than that", confirmed({ notOnOrAfter: now - 2 * minute + 1 }), []],
    ["confirmed without end", confirmed({ notOnOrAfter: undefined }), ["confirmation-expiry"]],
    ["confirmed with a beginning, long ago", confirmed({ notBefore: 0 }), ["confirmation-not-before"]],
    ["confirmed for another request", confirmed({ inResponseTo: "s" }), ["confirmation-in-response-to"]],
    ["confirmed for no request", confirmed({ inResponseTo: undefined }), ["confirmation-in-response-to"]],
    ["of nobody who signed in", { authentications: [] }, ["authentication"]],
    ["of two sign-ins", { authentications: [authentication, authentication] }, ["authentication"]],
    ["of a sign-in in two minutes", signedIn({ at: now + 2 * minute }), []],
    ["of a later one", signedIn({ at: now + 2 * minute + 1 }), ["authentication-instant"]],
    ["of an old one", signedIn({ at: 0 }), []],
    ["whose session ends now", signedIn({ sessionNotOnOrAfter: now }), ["session-end"]],
    ["whose session ends a moment later", signedIn({ sessionNotOnOrAfter: now + 1 }), []],
  ])("%s", (_name, lie, failed) => {
    expect(failedOf(lie)).toEqual(failed);
  });
});

test("a fresh sign-in is one since the request, two minutes of clocks apart", () => {
  const fresh = { ...expected, request: { ...request, forceAuthn: true } };
  expect(failedOf(signedIn({ at: request.at - 2 * minute }), fresh)).toEqual([]);
  expect(failedOf(signedIn({ at: request.at - 2 * minute - 1 }), fresh)).toEqual(["fresh-authentication"]);
});

test("what was not asked for must not say that it was", () => {
  const unasked = { ...expected, request: null };
  expect(failedOf({}, unasked)).toEqual(["confirmation-in-response-to"]);
  expect(failedOf(confirmed({ inResponseTo: undefined }), unasked)).toEqual([]);
});
