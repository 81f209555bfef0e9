import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { readCertificate } from "../../../src/crypto/certificates.ts";
import { after, around, before, encrypted, inWords, type Lie } from "../../support/saml-lies.ts";
import { base, idp, judge, judgeField, stranger } from "../../support/saml-reading.ts";
import { acceptedByNodeSaml } from "../../support/saml-witness.ts";

const digestSha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
const rsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
const inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const envelopedSignature = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
const transform = `<ds:Transform Algorithm="${exclusive}"/>`;
const signatureOf = /<ds:Signature .*<\/ds:Signature>/;

const unread: readonly Lie[] = [
  ["nothing signed", ["signed"], { sign: "nothing" }],
  ["nothing signed inside what is encrypted", ["signed"], { sign: "nothing", ...encrypted() }],
  ["a signature of somebody else, whose certificate is inside", ["signature"], { signing: { key: stranger } }],
  [
    "a response signed by somebody else around a good assertion",
    ["signature"],
    { afterSigning: (xml) => xml, sign: "both", signing: { key: stranger } },
  ],
  ["RSA with SHA-1", ["signature-algorithm"], { signing: { signature: rsaSha1 } }],
  ["a digest of SHA-1", ["signature-algorithm"], { signing: { digest: digestSha1 } }],
  ["inclusive canonical form of the signature", ["signature-algorithm"], { signing: { canonicalization: inclusive } }],
  [
    "inclusive canonical form of the assertion",
    ["signature-algorithm"],
    { signing: { transforms: [envelopedSignature, inclusive] } },
  ],
  [
    "canonical form with comments",
    ["signature-algorithm"],
    { signing: { transforms: [envelopedSignature, `${exclusive}WithComments`] } },
  ],
  ["a transform less", ["signature-place"], { signing: { transforms: [envelopedSignature] } }],
  ["a transform more", ["signature-place"], after("</ds:Transforms>", `${transform}</ds:Transforms>`)],
  [
    "transforms the other way round",
    ["signature-algorithm"],
    { signing: { transforms: [exclusive, envelopedSignature] } },
  ],
  [
    "an XPath filter",
    ["signature-algorithm"],
    after(
      /<ds:Transform Algorithm="[^"]*exc-c14n#"\s*\/>/,
      `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>1</ds:XPath></ds:Transform>`,
    ),
  ],
  ["a second reference", ["signature-place"], after(/(?=<\/ds:SignedInfo>)/, "<ds:Reference/>")],
  ["a reference to the whole document", ["signature-place"], after(/URI="#[^"]*"/, `URI=""`)],
  ["a reference without URI", ["signature-place"], after(/ URI="#[^"]*"/, "")],
  ["a reference to nowhere", ["signature-place"], after(/URI="#[^"]*"/, `URI="#_else"`)],
  ["a reference by XPointer", ["signature-place"], after(/URI="#([^"]*)"/, `URI="#xpointer(/)"`)],
  ["canonical form twice", ["signature-algorithm"], { signing: { transforms: [exclusive, exclusive] } }],
  ["33 prefixes", ["signature-algorithm"], { signing: { inclusive: Array.from({ length: 33 }, (_, at) => `p${at}`) } }],
  ["an Object in the signature", ["signature-place"], after("</ds:Signature>", "<ds:Object/></ds:Signature>")],
  ["two signatures of one element", ["signature-place"], { afterSigning: (xml) => xml.replace(signatureOf, "$&$&") }],
  [
    "a signature in the status",
    ["signature-place"],
    { afterSigning: (xml) => xml.replace("</samlp:Status>", `${signatureOf.exec(xml)![0]}</samlp:Status>`) },
  ],
  ["a signature value that is none", ["signature"], after(/<ds:SignatureValue>[^<]*/, "<ds:SignatureValue>AAAA")],
  ["a signature value that is no base64", ["document"], after(/<ds:SignatureValue>/, "<ds:SignatureValue>-")],
  [
    "an empty signature",
    ["signature-place"],
    after(signatureOf, `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>`),
  ],
  ["a changed NameID", ["signature"], after("person-1", "person-2")],
  ["a changed attribute", ["signature"], after("ada@", "eve@")],
  ["space put into the assertion", ["signature"], after("<saml:Subject>", "<saml:Subject> ")],
  ["a comment in the NameID", ["document"], after("person-1", "person-1<!---->.example")],
  ["a comment in the NameID that was there before", ["document"], before("person-1", "person-1<!---->.example")],
  ["a comment in the wrapper", ["document"], after("<samlp:Status>", "<!-- --><samlp:Status>")],
  ["CDATA", ["document"], after("person-1", "<![CDATA[person-1]]>")],
  ["a processing instruction", ["document"], after("person-1", "person-1<?x?>")],
  ["a document type", ["document"], { afterSigning: (xml) => `<!DOCTYPE x [<!ENTITY a "b">]>${xml}` }],
  ["an entity", ["document"], after("person-1", "&person;")],
  [
    "an ID twice",
    ["identifiers"],
    {
      afterSigning: (xml) =>
        xml.replace(/(<samlp:Response [^>]*ID=")[^"]*/, `$1${/<saml:Assertion [^>]*ID="([^"]*)/.exec(xml)![1]!}`),
    },
  ],
  [
    "an ID twice, in another case",
    ["identifiers"],
    {
      afterSigning: (xml) =>
        xml.replace("<samlp:Status>", `<samlp:Status xml:id="${/<saml:Assertion [^>]*ID="([^"]*)/.exec(xml)![1]!}">`),
    },
  ],
  [
    "two assertions",
    ["one-assertion"],
    { afterSigning: (xml) => xml.replace("</samlp:Response>", `<saml:Assertion ID="_2"/></samlp:Response>`) },
  ],
  [
    "an assertion and an encrypted one",
    ["one-assertion"],
    after("</samlp:Response>", "<saml:EncryptedAssertion/></samlp:Response>"),
  ],
  [
    "an assertion inside another",
    ["one-assertion"],
    before("</saml:Assertion>", `<saml:Advice><saml:Assertion ID="_2"/></saml:Advice></saml:Assertion>`),
  ],
  [
    "an assertion in an extension",
    ["one-assertion"],
    around("<samlp:Status>", `<samlp:Extensions><saml:Assertion ID="_2"/></samlp:Extensions><samlp:Status>`),
  ],
  [
    "a response inside the response",
    ["one-assertion"],
    around("<samlp:Status>", `<samlp:Extensions><samlp:Response ID="_2"/></samlp:Extensions><samlp:Status>`),
  ],
  ["SAML 1.1", ["document"], before(`Version="2.0"`, `Version="1.1"`)],
  ["a response of another version", ["document"], around(`Version="2.0"`, `Version="2.1"`)],
  ["an instant that is none", ["document"], before(/AuthnInstant="[^"]*"/, `AuthnInstant="yesterday"`)],
  [
    "an instant of another zone",
    ["document"],
    before(/AuthnInstant="[^"]*"/, `AuthnInstant="2026-05-01T12:00:00+02:00"`),
  ],
  ["the 30th of February", ["document"], before(/AuthnInstant="[^"]*"/, `AuthnInstant="2026-02-30T12:00:00Z"`)],
  ["no AuthnInstant", ["document"], before(/ AuthnInstant="[^"]*"/, "")],
  ["no status", ["document"], around(/<samlp:Status>.*<\/samlp:Status>/, "")],
  ["no issuer of the assertion", ["document"], before(/<saml:Subject>/, "<saml:Issuer>x</saml:Issuer><saml:Subject>")],
  [
    "an issuer of another format",
    ["document"],
    before("<saml:Issuer>", `<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">`),
  ],
  ["two subjects", ["document"], before("<saml:Conditions", "<saml:Subject/><saml:Conditions")],
  ["a NameID with an element inside", ["document"], before("person-1", "person<b/>-1")],
  ["something that is no response", ["document"], around(/samlp:Response/g, "samlp:Request")],
  ["AES-CBC, unasked for", ["encryption-algorithm"], encrypted({ cipher: "aes256-cbc" })],
  ["triple DES", ["encryption-algorithm"], encrypted({ cipher: "tripledes-cbc" }), { allowsCbc: true }],
  ["RSA 1.5", ["encryption-algorithm"], encrypted({ transport: "rsa-1_5" })],
  [
    "RSA 1.5 with CBC allowed",
    ["encryption-algorithm"],
    encrypted({ transport: "rsa-1_5", cipher: "aes256-cbc" }),
    { allowsCbc: true },
  ],
  ["encrypted for somebody else", ["encryption"], encrypted({ certificatePem: stranger.certificatePem })],
  [
    "a changed ciphertext",
    ["encryption"],
    encrypted({ spoil: (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes.at(-1)! ^ 1)]) }),
  ],
  [
    "a changed ciphertext of CBC",
    ["encryption"],
    encrypted({
      cipher: "aes128-cbc",
      spoil: (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes.at(-1)! ^ 1)]),
    }),
    { allowsCbc: true },
  ],
  ["a ciphertext of nothing", ["encryption"], encrypted({ spoil: () => Buffer.alloc(0) })],
  [
    "two sealed keys",
    ["encryption-algorithm"],
    { ...encrypted(), afterSigning: (xml) => xml.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/, "$&$&") },
  ],
  [
    "two assertions inside what is encrypted",
    ["one-assertion"],
    {
      ...encrypted(),
      ...before("</saml:Assertion>", `<saml:Advice><saml:Assertion ID="_2"/></saml:Advice></saml:Assertion>`),
    },
  ],
];

describe("does not read", () => {
  test.each(inWords(unread))("$name", ({ failed, lie, setting }) => {
    const outcome = judge(idp.respond({ ...base, ...lie }), setting);
    expect(outcome.failed).toEqual(failed);
    expect(outcome.checks).toHaveLength(1);
    expect(outcome.checks[0]?.fix).toMatch(/\w{3}/);
  });

  test("an HMAC with the public certificate as its key", () => {
    const xml = idp.respond(base).replace(/xmldsig-more#rsa-sha256/, "xmldsig-more#hmac-sha256");
    const signedInfo = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(xml)![0];
    const mac = createHmac("sha256", idp.own.certificatePem).update(signedInfo).digest("base64");
    expect(judge(xml.replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${mac}`)).failed).toEqual([
      "signature-algorithm",
    ]);
  });

  test.each([
    ["nothing", ""],
    ["what is no base64", "<samlp:Response/>"],
    ["base64 of noise", randomBytes(100).toString("base64")],
    ["more than 256 KiB", Buffer.alloc(256 * 1024 + 1, " ").toString("base64")],
    ["far more than 256 KiB", "A".repeat(400_000)],
    ["elements nested a hundredfold", Buffer.from("<a>".repeat(100) + "</a>".repeat(100)).toString("base64")],
  ])("%s", (_name, field) => {
    expect(judgeField(field).failed).toEqual(["document"]);
  });

  test("anything without a certificate to hold it against", () => {
    expect(judge(idp.respond(base), { certificates: [] }).failed).toEqual(["signature"]);
    expect(judge(idp.respond(base), { certificates: [readCertificate(stranger.certificatePem)!] }).failed).toEqual([
      "signature",
    ]);
  });
});

test("more is refused than node-saml refuses", async () => {
  // It says aloud which algorithms it would rather not see, and takes them.
  const silenced = vi.spyOn(console, "warn").mockReturnValue(undefined);
  const names = await acceptedByNodeSaml(unread).finally(() => silenced.mockRestore());
  expect(names).toEqual(expect.arrayContaining(["RSA with SHA-1", "triple DES", "CDATA", "two subjects", "SAML 1.1"]));
});
