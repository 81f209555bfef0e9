import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readCertificate } from "../../../src/crypto/certificates.ts";
import { type Answer, change } from "../../support/saml-idp.ts";
import {
  acsUrl,
  base,
  entityId,
  idp,
  judge,
  judgeField,
  now,
  own,
  requestId,
  type Setting,
  stranger,
  trusted,
} from "../../support/saml-reading.ts";
import { profileByNodeSaml } from "../../support/saml-witness.ts";

const more = "http://www.w3.org/2001/04/xmldsig-more#";
const folder = mkdtempSync(join(tmpdir(), "saml-"));
afterAll(() => rmSync(folder, { recursive: true }));

function ofCurve(curve: string) {
  const [key, certificate] = [join(folder, `${curve}.key`), join(folder, `${curve}.pem`)];
  const args = [
    "req",
    "-x509",
    "-nodes",
    "-subj",
    "/CN=idp",
    "-newkey",
    "ec",
    "-pkeyopt",
    `ec_paramgen_curve:${curve}`,
  ];
  execFileSync("openssl", [...args, "-keyout", key, "-out", certificate], { stdio: "pipe" });
  return { privateKeyPem: readFileSync(key, "utf8"), certificatePem: readFileSync(certificate, "utf8") };
}

const signings: [string, NonNullable<Answer["signing"]>][] = [
  ["as most do", {}],
  ["with RSA-SHA384", { signature: `${more}rsa-sha384` }],
  [
    "with RSA-SHA512 and a digest of SHA-512",
    { signature: `${more}rsa-sha512`, digest: "http://www.w3.org/2001/04/xmlenc#sha512" },
  ],
  ["with prefixes listed", { inclusive: ["xs", "nobody"] }],
  ["with the default's prefix listed", { inclusive: ["#default", "xsi"] }],
];
const signs = ["assertion", "response", "both"] as const;

describe.each(signs)("a response is accepted whose %s is signed", (sign) => {
  test.each(signings)("%s", (_name, signing) => {
    const outcome = judge(idp.respond({ ...base, sign, signing }));
    expect(outcome.failed).toEqual([]);
    expect(outcome.accepted).toEqual({
      issuer: idp.entityId,
      subject: { value: "person-1", format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" },
      assertionId: expect.stringMatching(/^_[0-9a-f]{32}$/),
      replayableUntil: now + 7 * 60_000,
      authenticatedAt: now - 60_000,
      sessionIndex: "session-1",
      endsAt: null,
      contexts: ["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"],
      attributes: [{ name: "email", values: ["ada@acme.example"] }],
    });
  });

  test.each([
    ["AES-256-GCM", {}],
    ["AES-128-GCM", { cipher: "aes128-gcm" }],
    ["OAEP with SHA-256", { transport: "oaep-sha256" }],
    ["its key beside it", { isKeyBeside: true }],
    ["AES-256-CBC, where the connection allows it", { cipher: "aes256-cbc" }, { allowsCbc: true }],
    ["AES-128-CBC, where the connection allows it", { cipher: "aes128-cbc" }, { allowsCbc: true }],
    ["the newer of two keys", {}, { keys: [stranger.privateKeyPem, own.privateKeyPem] }],
  ] as [string, Partial<NonNullable<Answer["encrypt"]>>, Setting?][])("encrypted, %s", (_name, how, setting) => {
    const encrypt = { certificatePem: own.certificatePem, ...how };
    const outcome = judge(idp.respond({ ...base, sign, encrypt }), setting);
    expect(outcome.failed).toEqual([]);
    expect(outcome.accepted?.subject.value).toBe("person-1");
  });
});

describe("a response is accepted", () => {
  test.each(["prime256v1", "secp384r1", "secp521r1"])("that is signed with ECDSA on %s", (curve) => {
    const key = ofCurve(curve);
    const certificates = [trusted, readCertificate(key.certificatePem)!];
    for (const hash of ["sha256", "sha384", "sha512"]) {
      const xml = idp.respond({ ...base, signing: { key, signature: `${more}ecdsa-${hash}` } });
      expect(judge(xml, { certificates }).failed).toEqual([]);
      expect(judge(xml).failed).toEqual(["signature"]);
    }
  });

  test("of a sign-in begun at the identity provider, where no request is expected", () => {
    const xml = idp.respond({ ...base, inResponseTo: undefined });
    expect(judge(xml, { expected: { request: null } }).failed).toEqual([]);
  });

  test("without an issuer of its own, where the assertion speaks for itself", () => {
    const beforeSigningResponse = change(/<saml:Issuer>[^<]*<\/saml:Issuer>(?=<samlp:Status>)/, "");
    expect(judge(idp.respond({ ...base, beforeSigningResponse })).failed).toEqual([]);
  });

  test("whose session ends by itself, with that end", () => {
    const outcome = judge(idp.respond({ ...base, sessionNotOnOrAfter: now + 1000 }));
    expect(outcome.accepted?.endsAt).toBe(now + 1000);
  });

  test("whose attribute holds a NameID of somebody else: an attribute is never the subject", () => {
    const beforeSigning = change(
      "</saml:AttributeStatement>",
      `<saml:Attribute Name="nameID"><saml:AttributeValue>admin</saml:AttributeValue></saml:Attribute><saml:Attribute Name="targeted"><saml:AttributeValue><saml:NameID>admin</saml:NameID></saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
    );
    const { accepted, failed } = judge(idp.respond({ ...base, beforeSigning }));
    expect(failed).toEqual([]);
    expect(accepted?.subject.value).toBe("person-1");
    expect(accepted?.attributes.at(-1)).toEqual({ name: "targeted", values: [] });
  });

  test("with the NameID whole, as a sign-out must give it back", () => {
    const beforeSigning = change("<saml:NameID ", `<saml:NameID NameQualifier="q" SPNameQualifier="s" `);
    expect(judge(idp.respond({ ...base, beforeSigning, nameId: "a&b" })).accepted?.subject).toMatchObject({
      value: "a&b",
      nameQualifier: "q",
      spNameQualifier: "s",
    });
  });

  test("in base64 with line breaks", () => {
    const field = Buffer.from(idp.respond(base))
      .toString("base64")
      .replaceAll(/(.{76})/g, "$1\r\n");
    expect(judgeField(field).failed).toEqual([]);
  });

  test("that answers the request read from an address", () => {
    const { acsUrl: to, fields } = idp.answer(requestUrl(), { now });
    expect(to).toBe(acsUrl);
    expect(fields.RelayState).toBe("relay");
    expect(judgeField(fields.SAMLResponse!).failed).toEqual([]);
  });
});

function requestUrl(): string {
  const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${requestId}" AssertionConsumerServiceURL="${acsUrl}"><saml:Issuer>${entityId}</saml:Issuer></samlp:AuthnRequest>`;
  const packed = deflateRawSync(xml).toString("base64");
  return `${idp.ssoUrl}?SAMLRequest=${encodeURIComponent(packed)}&RelayState=relay`;
}

describe("node-saml, asked as a witness, reads the same out of", () => {
  const cases = signs.flatMap((sign) => [
    ...signings.map(([name, signing]) => ({ name: `${sign}, ${name}`, more: { sign, signing } })),
    { name: `${sign}, encrypted`, more: { sign, encrypt: { certificatePem: own.certificatePem } } },
  ]);
  // RSA-SHA384 is not among what it knows.
  test.each(cases.filter(({ name }) => !name.includes("384")))("$name", async ({ more }) => {
    const xml = idp.respond({
      ...base,
      ...more,
      attributes: { email: ["a@b.example"], groups: ["x", "<y>"] },
    });
    const { accepted } = judge(xml);
    const profile = await profileByNodeSaml(xml);
    expect(profile).toMatchObject({
      issuer: accepted!.issuer,
      nameID: accepted!.subject.value,
      nameIDFormat: accepted!.subject.format,
      sessionIndex: accepted!.sessionIndex,
      email: "a@b.example",
      groups: ["x", "<y>"],
    });
    expect(accepted!.attributes).toEqual([
      { name: "email", values: ["a@b.example"] },
      { name: "groups", values: ["x", "<y>"] },
    ]);
  });
});
