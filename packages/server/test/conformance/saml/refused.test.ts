import { describe, expect, test } from "vitest";
import { type Answer, instant } from "../../support/saml-idp.ts";
import { around, before, encrypted, inWords, type Lie } from "../../support/saml-lies.ts";
import { acceptedByNodeSaml } from "../../support/saml-witness.ts";
import {
  acsUrl,
  base,
  entityId,
  expected,
  idp,
  judge,
  now,
  requestId,
  type Setting,
} from "../../support/saml-reading.ts";

const minute = 60_000;
const other = "https://other.example/";
const subject = /<saml:Subject>.*<\/saml:Subject>/;
const confirmation = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/;
const status = (inside: string): Partial<Answer> => around(/<samlp:StatusCode [^>]*>/, inside);
const at = (value: number): string => `="${instant(value)}"`;

/** Each is a good response but for one thing. */
const judged: readonly Lie[] = [
  [
    "a status that is none of success",
    ["status"],
    status(`<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/>`),
  ],
  [
    "success inside another status",
    ["status"],
    status(
      `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:StatusCode>`,
    ),
  ],
  ["no assertion", ["one-assertion"], { ...around(/<saml:Assertion.*<\/saml:Assertion>/, ""), sign: "response" }],
  ["a response of another issuer", ["response-issuer"], around(idp.entityId, other)],
  [
    "a signed response without issuer",
    ["response-issuer"],
    { ...around(/<saml:Issuer>[^<]*<\/saml:Issuer>(?=<samlp)/, ""), sign: "both" },
  ],
  [
    "an encrypted assertion in a response without issuer",
    ["response-issuer"],
    { ...around(/<saml:Issuer>[^<]*<\/saml:Issuer>(?=<samlp)/, ""), ...encrypted() },
  ],
  ["another destination", ["destination"], around(`Destination="${acsUrl}"`, `Destination="${other}"`)],
  ["a destination with a slash more", ["destination"], around(`Destination="${acsUrl}"`, `Destination="${acsUrl}/"`)],
  ["no destination", ["destination"], around(` Destination="${acsUrl}"`, "")],
  ["a response to another request", ["in-response-to"], around(requestId, "_other")],
  ["a response to no request", ["in-response-to"], around(` InResponseTo="${requestId}"`, "")],
  [
    "an answer where none was asked for",
    ["in-response-to", "confirmation-in-response-to"],
    {},
    { expected: { request: null } },
  ],
  ["an assertion of another issuer", ["assertion-issuer"], before(idp.entityId, other)],
  ["an issuer that differs in case", ["assertion-issuer"], before("idp.example", "IDP.example")],
  ["no subject", ["name-id", "confirmation"], before(subject, "")],
  ["no NameID", ["name-id"], before(/<saml:NameID .*<\/saml:NameID>/, "")],
  [
    "an attribute called nameID in its place",
    ["name-id"],
    {
      ...before(/<saml:NameID .*<\/saml:NameID>/, ""),
      attributes: { nameID: ["admin"], nameId: ["admin"], NameID: ["admin"] },
    },
  ],
  ["an empty NameID", ["name-id"], { nameId: "" }],
  ["a NameID of white space", ["name-id"], { nameId: " \n " }],
  ["a NameID of 1025 letters", ["name-id"], { nameId: "a".repeat(1025) }],
  ["two NameIDs", ["name-id"], before("</saml:NameID>", "</saml:NameID><saml:NameID>admin</saml:NameID>")],
  [
    "a NameID in the confirmation",
    ["name-id"],
    before("<saml:SubjectConfirmationData", "<saml:NameID>admin</saml:NameID><saml:SubjectConfirmationData"),
  ],
  ["a BaseID beside it", ["name-id"], before("</saml:NameID>", "</saml:NameID><saml:BaseID/>")],
  ["an encrypted NameID", ["name-id"], before(/<saml:NameID .*<\/saml:NameID>/, "<saml:EncryptedID/>")],
  ["a transient NameID", ["name-id-format"], { nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" }],
  ["no confirmation", ["confirmation"], before(confirmation, "")],
  ["a holder of key", ["confirmation"], before("cm:bearer", "cm:holder-of-key")],
  ["sender-vouches", ["confirmation"], before("cm:bearer", "cm:sender-vouches")],
  [
    "two confirmations",
    ["confirmation"],
    before(
      "</saml:Subject>",
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/></saml:Subject>`,
    ),
  ],
  [
    "a confirmation without data",
    ["recipient", "confirmation-expiry", "confirmation-in-response-to"],
    before(/<saml:SubjectConfirmationData[^>]*>/, ""),
  ],
  ["another recipient", ["recipient"], before(`Recipient="${acsUrl}"`, `Recipient="${other}"`)],
  ["no recipient", ["recipient"], before(` Recipient="${acsUrl}"`, "")],
  [
    "a confirmation that is over",
    ["confirmation-expiry"],
    before(/NotOnOrAfter="[^"]*"(?= Recipient)/, `NotOnOrAfter${at(now - 2 * minute)}`),
  ],
  ["a confirmation without end", ["confirmation-expiry"], before(/ NotOnOrAfter="[^"]*"(?= Recipient)/, "")],
  [
    "a confirmation with a beginning",
    ["confirmation-not-before"],
    before(" Recipient=", ` NotBefore${at(now - minute)} Recipient=`),
  ],
  ["a confirmation of another request", ["confirmation-in-response-to"], before(requestId, "_other")],
  ["a confirmation of no request", ["confirmation-in-response-to"], before(` InResponseTo="${requestId}"`, "")],
  [
    "no conditions",
    ["conditions", "conditions-expiry", "audience"],
    before(/<saml:Conditions.*<\/saml:Conditions>/, ""),
  ],
  ["conditions without end", ["conditions", "conditions-expiry"], before(/ NotOnOrAfter="[^"]*"(?=><saml:Aud)/, "")],
  [
    "conditions that are over",
    ["conditions-expiry"],
    before(/NotOnOrAfter="[^"]*"(?=><saml:Aud)/, `NotOnOrAfter${at(now - 2 * minute)}`),
  ],
  [
    "conditions that have not begun",
    ["conditions-not-before"],
    before(/NotBefore="[^"]*"/, `NotBefore${at(now + 2 * minute + 1)}`),
  ],
  [
    "a condition that nobody knows",
    ["conditions"],
    before("<saml:AudienceRestriction>", `<x:Weather xmlns:x="urn:x"/><saml:AudienceRestriction>`),
  ],
  [
    "a condition of a type of its own",
    ["conditions"],
    before("<saml:AudienceRestriction>", "<saml:Condition/><saml:AudienceRestriction>"),
  ],
  ["another audience", ["audience"], { audience: other }],
  ["an audience that begins as ours", ["audience"], { audience: `${entityId}/` }],
  ["no audience", ["audience"], before(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, "")],
  ["an empty restriction", ["audience"], before(/<saml:Audience>.*<\/saml:Audience>/, "")],
  [
    "a second restriction without us",
    ["audience"],
    before(
      "</saml:AudienceRestriction>",
      `</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>${other}</saml:Audience></saml:AudienceRestriction>`,
    ),
  ],
  ["no AuthnStatement", ["authentication"], before(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, "")],
  [
    "two AuthnStatements",
    ["authentication"],
    before(
      "</saml:AuthnStatement>",
      `</saml:AuthnStatement><saml:AuthnStatement AuthnInstant${at(now)}><saml:AuthnContext/></saml:AuthnStatement>`,
    ),
  ],
  ["a sign-in in the future", ["authentication-instant"], { authnInstant: now + 2 * minute + 1 }],
  ["a session that is over", ["session-end"], { sessionNotOnOrAfter: now }],
  [
    "an old sign-in where a fresh one was asked for",
    ["fresh-authentication"],
    { authnInstant: now - 3 * minute - 1 },
    { expected: { request: { ...expected.request!, forceAuthn: true } } },
  ],
];

describe("refuses", () => {
  test.each(inWords(judged))("$name", ({ failed, lie, setting }) => {
    const outcome = judge(idp.respond({ ...base, ...lie }), setting);
    expect(outcome.failed).toEqual(failed);
    expect(outcome.accepted).toBeUndefined();
    for (const { passed, fix } of outcome.checks) expect(fix === null).toBe(passed);
  });
});

describe("clocks may be two minutes apart:", () => {
  test.each([
    ["a confirmation", before(/NotOnOrAfter="[^"]*"(?= Recipient)/, `NotOnOrAfter${at(now - 2 * minute + 1)}`)],
    ["conditions", before(/NotOnOrAfter="[^"]*"(?=><saml:Aud)/, `NotOnOrAfter${at(now - 2 * minute + 1)}`)],
    ["a beginning", before(/NotBefore="[^"]*"/, `NotBefore${at(now + 2 * minute)}`)],
    ["a sign-in", { authnInstant: now + 2 * minute }],
    [
      "a fresh sign-in",
      { authnInstant: now - 3 * minute },
      { expected: { request: { ...expected.request!, forceAuthn: true } } },
    ],
  ] as [string, Partial<Answer>, Setting?][])("%s", (_name, lie, setting) => {
    expect(judge(idp.respond({ ...base, ...lie }), setting).failed).toEqual([]);
  });
});

// node-saml accepts these: it only is a witness here.
test("more is refused than node-saml refuses", async () => {
  const names = await acceptedByNodeSaml(judged);
  expect(names).toEqual(
    expect.arrayContaining([
      "another destination",
      "an attribute called nameID in its place",
      "a holder of key",
      "another recipient",
      "a session that is over",
    ]),
  );
});
