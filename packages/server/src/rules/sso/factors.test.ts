import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amrValues } from "./amr-values.ts";
import { authnContexts } from "./authn-contexts.ts";
import { decideAssertedFactors, decideSamlAmr, meetsRequired } from "./factors.ts";

const identity = "http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/";
const multiple = "http://schemas.microsoft.com/claims/multipleauthn";
const saml = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
const decide = (amr: readonly string[], contexts: readonly string[] = []) => decideAssertedFactors({ amr, contexts });

describe("the level of amr", () => {
  test.each([
    ["nothing", [], 0],
    ["what nobody has registered", ["magic", "PWD", "toString", ""], 0],
    ["where and when", ["geo", "rba", "user", "wia", "mca"], 0],
    ["questions about the person", ["kba"], 0],
    ["a password", ["pwd"], 1],
    ["a password and questions", ["pwd", "kba"], 1],
    ["a password and a PIN: both are known", ["pwd", "pin"], 1],
    ["a key and a code: both are had", ["hwk", "otp", "sms", "tel", "swk", "sc", "pop"], 1],
    ["a face alone", ["face"], 0],
    ["a face and a password", ["face", "pwd"], 1],
    ["a face and a key", ["face", "hwk"], 2],
    ["a fingerprint and a key of software", ["fpt", "swk"], 2],
    ["a password and a code", ["pwd", "otp"], 2],
    ["several factors", ["mfa"], 2],
    ["Okta's password and push", ["pwd", "mfa", "swk"], 2],
    ["Entra's password", [`${identity}password`], 1],
    ["Entra's password and more", [`${identity}password`, multiple], 2],
    ["Entra's either of two", ["http://schemas.microsoft.com/claims/wiaormultiauthn"], 0],
    ["Entra's federation", ["fed"], 0],
    ["AD FS's card with its PIN", [`${identity}smartcardpki`], 2],
    ["AD FS's unspecified", [`${identity}unspecified`], 0],
  ])("%s", (_name, amr, level) => {
    expect(decide(amr).level).toBe(level);
  });
});

describe("the level of a context", () => {
  test.each([
    ["unspecified", [`${saml}unspecified`], 0],
    ["an earlier session", [`${saml}PreviousSession`], 0],
    ["a password over TLS", [`${saml}PasswordProtectedTransport`], 1],
    ["a token of time", [`${saml}TimeSyncToken`], 1],
    ["a phone with its PIN", [`${saml}MobileTwoFactorContract`], 2],
    ["REFEDS, several", ["https://refeds.org/profile/mfa"], 2],
    ["REFEDS, one", ["https://refeds.org/profile/sfa"], 0],
    ["Okta, one of any", ["urn:okta:loa:1fa:any"], 0],
    ["Okta, two", ["urn:okta:loa:2fa:any"], 2],
    ["Okta, two if possible", ["urn:okta:loa:2fa:any:ifpossible"], 0],
    ["NIST's first", ["http://idmanagement.gov/ns/assurance/aal/1"], 0],
    ["NIST's second", ["http://idmanagement.gov/ns/assurance/aal/2"], 2],
  ])("%s", (_name, contexts, level) => {
    expect(decide([], contexts).level).toBe(level);
  });

  test("is not read out of amr, nor the other way round", () => {
    expect(decide(["urn:okta:loa:2fa:any"]).level).toBe(0);
    expect(decide([], ["mfa"]).level).toBe(0);
  });

  test("counts together with amr", () => {
    expect(decide(["otp"], [`${saml}Password`])).toEqual({
      factors: ["possession", "knowledge"],
      level: 2,
      isPhishingResistant: false,
    });
  });
});

test("what cannot be phished is what its definition says so of", () => {
  const amr = [...amrValues.keys()].filter((each) => decide([each]).isPhishingResistant);
  const contexts = [...authnContexts.keys()].filter((each) => decide([], [each]).isPhishingResistant);
  expect(amr).toEqual(["fido", `${identity}tlsclient`]);
  expect(contexts).toEqual([
    `${saml}TLSClient`,
    "phr",
    "phrh",
    "http://idmanagement.gov/ns/assurance/aal/2?phishing_resistant=true",
    "http://idmanagement.gov/ns/assurance/aal/3",
  ]);
});

test("more that is said never makes less", () => {
  const amr = fc.array(fc.oneof(fc.constantFrom(...amrValues.keys()), fc.string()));
  const contexts = fc.array(fc.constantFrom(...authnContexts.keys()));
  fc.assert(
    fc.property(amr, contexts, amr, (some, classes, more) => {
      const [less, all] = [decide(some, classes), decide([...some, ...more], classes)];
      expect(all.level).toBeGreaterThanOrEqual(less.level);
      expect(all.factors).toEqual(expect.arrayContaining([...less.factors]));
    }),
  );
});

test("methods are read from the attributes that carry them, and from no other", () => {
  const attributes = [
    { name: "http://schemas.microsoft.com/claims/authnmethodsreferences", values: [multiple, multiple] },
    { name: "session.amr", values: ["pwd"] },
    { name: "amr ", values: ["mfa"] },
    { name: "groups", values: ["mfa"] },
  ];
  expect(decideSamlAmr(attributes)).toEqual([multiple, "pwd"]);
});

test.each([
  ["nothing, of nothing", { amr: [], contexts: [] }, { amr: [], contexts: [] }, true],
  ["one of amr", { amr: ["pwd", "hwk"], contexts: [] }, { amr: ["hwk"], contexts: [] }, true],
  ["two of amr, one missing", { amr: ["hwk"], contexts: [] }, { amr: ["hwk", "pwd"], contexts: [] }, false],
  ["one of two contexts", { amr: [], contexts: ["phr"] }, { amr: [], contexts: ["phrh", "phr"] }, true],
  ["a context that is missing", { amr: ["phr"], contexts: [] }, { amr: [], contexts: ["phr"] }, false],
  ["both, one missing", { amr: ["hwk"], contexts: [] }, { amr: ["hwk"], contexts: ["phr"] }, false],
])("what a connection requires: %s", (_name, asserted, required, met) => {
  expect(meetsRequired(asserted, required)).toBe(met);
});
