import { describe, expect, test } from "vitest";
import { judgeSamlAssertion } from "./judge-saml-assertion.ts";
import type { SamlExpected } from "./saml-expected.ts";
import type { SamlAssertionFacts } from "./saml-facts.ts";
import { samlSkew } from "./saml-instants.ts";

const now = Date.UTC(2026, 0, 1);
const minute = 60_000;
const acsUrl = "https://here.example/acs";
const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const request = { id: "r", at: now - minute, forceAuthn: false };
const expected: SamlExpected = { issuer: "there", audience: "here", acsUrl, request, now };
const forced = { ...expected, request: { ...request, forceAuthn: true } };
const unasked = { ...expected, request: null };
const confirmation = { method: bearer, recipient: acsUrl, notOnOrAfter: now + minute, inResponseTo: "r" };
const authentication = { at: now, contexts: [] };
const assertion: SamlAssertionFacts = {
  ...{ id: "a", issuer: "there", nameIds: [{ value: "kim" }], otherSubjects: [], attributes: [] },
  ...{ confirmations: [confirmation], authentications: [authentication] },
  conditions: { notOnOrAfter: now + minute, audiences: [["here"]], unknown: [] },
};

type Lie = Partial<SamlAssertionFacts>;
const confirmed = (lie: object): Lie => ({ confirmations: [{ ...confirmation, ...lie }] });
const signedIn = (lie: object): Lie => ({ authentications: [{ ...authentication, ...lie }] });
const { inResponseTo: _asked, ...unaskedFor } = confirmation;

describe("an assertion", () => {
  test.each<[string, Lie, SamlExpected, readonly string[]]>([
    ["that says what it must", {}, expected, []],
    ["that answers nothing, where nothing was asked", { confirmations: [unaskedFor] }, unasked, []],
    ["of a fresh sign-in", signedIn({ at: request.at - samlSkew }), forced, []],
    ["of a session that goes on", signedIn({ sessionNotOnOrAfter: now + 1 }), expected, []],
    ["of another issuer", { issuer: "There" }, expected, ["assertion-issuer"]],
    ["of nobody", { nameIds: [] }, expected, ["name-id"]],
    ["of two", { nameIds: [{ value: "kim" }, { value: "lee" }] }, expected, ["name-id"]],
    ["of an empty name", { nameIds: [{ value: "" }] }, expected, ["name-id"]],
    ["of a name without end", { nameIds: [{ value: "x".repeat(1025) }] }, expected, ["name-id"]],
    ["of somebody else too", { otherSubjects: ["BaseID"] }, expected, ["name-id"]],
    ["without a confirmation", { confirmations: [] }, expected, ["confirmation"]],
    ["with two confirmations", { confirmations: [confirmation, confirmation] }, expected, ["confirmation"]],
    ["with another confirmation", confirmed({ method: `${bearer}r` }), expected, ["confirmation"]],
    ["for another place", confirmed({ recipient: `${acsUrl}/` }), expected, ["recipient"]],
    ["for no place", confirmed({ recipient: undefined }), expected, ["recipient"]],
    ["that is over", confirmed({ notOnOrAfter: now - samlSkew }), expected, ["confirmation-expiry"]],
    ["without an end", confirmed({ notOnOrAfter: undefined }), expected, ["confirmation-expiry"]],
    ["that begins", confirmed({ notBefore: now }), expected, ["confirmation-not-before"]],
    ["that answers another", confirmed({ inResponseTo: "s" }), expected, ["confirmation-in-response-to"]],
    ["that answers, where nothing was asked", {}, unasked, ["confirmation-in-response-to"]],
    ["without a sign-in", { authentications: [] }, expected, ["authentication"]],
    ["with two sign-ins", { authentications: [authentication, authentication] }, expected, ["authentication"]],
    ["of a sign-in to come", signedIn({ at: now + samlSkew + 1 }), expected, ["authentication-instant"]],
    ["of a session that is over", signedIn({ sessionNotOnOrAfter: now }), expected, ["session-end"]],
    [
      "of an old sign-in, where a fresh one was asked for",
      signedIn({ at: request.at - samlSkew - 1 }),
      forced,
      ["fresh-authentication"],
    ],
  ])("%s", (_name, lie, asked, failures) => {
    const checks = judgeSamlAssertion({ ...assertion, ...lie }, asked);
    expect(checks.flatMap(({ name, passed }) => (passed ? [] : [name]))).toEqual(failures);
  });
});
