import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { readCertificate } from "../../../src/crypto/certificates.ts";
import { readIdpMetadata } from "../../../src/sso/saml/read-metadata.ts";
import { writeMetadata } from "../../../src/sso/saml/write-metadata.ts";
import { change, instant } from "../../support/saml-idp.ts";
import { acsUrl, entityId, idp, now, own, stranger } from "../../support/saml-reading.ts";

const good = idp.metadata();
const read = (xml: string | Uint8Array) => readIdpMetadata(typeof xml === "string" ? Buffer.from(xml) : xml, now);
const metadataOf = (xml: string) => {
  const found = read(xml);
  if ("fault" in found) throw new Error(JSON.stringify(found.fault));
  return found.metadata;
};
const entity = /<md:EntityDescriptor[^]*<\/md:EntityDescriptor>/.exec(good)![0];
const listed = (...entities: string[]): string =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entities.join("")}</md:EntitiesDescriptor>`;
const key = /<md:KeyDescriptor[^]*<\/md:KeyDescriptor>/.exec(good)![0];
const bareOf = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");
const keyOf = (pem: string): string => key.replace(/(?<=<ds:X509Certificate>)[^<]*/, bareOf(pem));
const weak = execFileSync(
  "openssl",
  ["req", "-x509", "-nodes", "-subj", "/CN=a", "-newkey", "rsa:1024", "-keyout", "/dev/null"],
  { encoding: "utf8", stdio: "pipe" },
);
const provider = {
  entityId: idp.entityId,
  certificates: [readCertificate(idp.own.certificatePem)],
  unusableCertificates: 0,
  signOn: { redirect: { url: idp.ssoUrl } },
  logout: { redirect: { url: idp.sloUrl } },
  nameIdFormats: ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"],
  wantsSignedRequests: false,
  validUntil: null,
};

describe("metadata is read", () => {
  test("of one identity provider", () => {
    expect(metadataOf(good)).toEqual(
      JSON.parse(JSON.stringify(provider), (name, value: unknown) =>
        name === "certificates" ? provider.certificates : value,
      ),
    );
  });

  test("behind a mark of byte order, with comments in it", () => {
    expect(metadataOf(`\uFEFF${good.replace("<md:IDP", "<!-- ours --><md:IDP")}`).entityId).toBe(idp.entityId);
  });

  test("out of a list with service providers and others", () => {
    const service = entity.replaceAll("IDPSSODescriptor", "SPSSODescriptor");
    const older = entity.replace(
      /protocolSupportEnumeration="[^"]*"/,
      `protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"`,
    );
    expect(metadataOf(listed(service, older, listed(entity))).entityId).toBe(idp.entityId);
  });

  test("with every certificate that may sign, each once, and how many cannot be used", () => {
    const keys = [
      key,
      keyOf(own.certificatePem),
      key,
      keyOf(stranger.certificatePem).replace("signing", "encryption"),
      keyOf(weak),
      keyOf("AAAA"),
    ];
    const { certificates, unusableCertificates } = metadataOf(good.replace(key, () => keys.join("")));
    expect(certificates).toEqual([readCertificate(idp.own.certificatePem), readCertificate(own.certificatePem)]);
    expect(unusableCertificates).toBe(2);
    expect(metadataOf(good.replace(` use="signing"`, "")).certificates).toHaveLength(1);
  });

  test("with its addresses by binding; what is no web address is passed over", () => {
    const post = `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location=`;
    const changed = change(
      "<md:SingleSignOnService",
      `${post}"javascript:alert(1)"/>${post}"https://a:b@idp.example/"/>${post}"https://idp.example/post"/><md:SingleSignOnService`,
    );
    expect(metadataOf(changed(good)).signOn).toEqual({
      redirect: { url: idp.ssoUrl },
      post: { url: "https://idp.example/post" },
    });
    const answers = change(
      `Location="${idp.sloUrl}"`,
      `Location="${idp.sloUrl}" ResponseLocation="https://idp.example/done"`,
    );
    expect(metadataOf(answers(good)).logout.redirect).toEqual({
      url: idp.sloUrl,
      responseUrl: "https://idp.example/done",
    });
  });

  test("with its end, the first of all around it", () => {
    const ends = change("<md:EntityDescriptor ", `<md:EntityDescriptor validUntil="${instant(now + 2)}" `)(entity);
    const list = listed(ends).replace(
      "<md:EntitiesDescriptor ",
      `<md:EntitiesDescriptor validUntil="${instant(now + 1)}" `,
    );
    expect(metadataOf(list).validUntil).toBe(now + 1);
  });
});

describe("metadata is not taken", () => {
  test.each([
    ["that is no XML", "hello", { reason: "unreadable", seen: expect.stringContaining("no XML") }],
    [
      "with a document type",
      `<!DOCTYPE a>${entity}`,
      { reason: "unreadable", seen: expect.stringContaining("a document type") },
    ],
    [
      "of more than 1 MiB",
      good + " ".repeat(1024 * 1024),
      { reason: "unreadable", seen: expect.stringContaining("1024 KiB") },
    ],
    [
      "with a validUntil that is none",
      entity.replace("<md:EntityDescriptor ", `<md:EntityDescriptor validUntil="soon" `),
      { reason: "unreadable", seen: expect.stringContaining("soon") },
    ],
    [
      "without entity ID",
      entity.replace(/ entityID="[^"]*"/, ""),
      { reason: "unreadable", seen: expect.stringContaining("entityID") },
    ],
    ["of a web page", "<html/>", { reason: "no-identity-provider" }],
    [
      "of a service provider",
      entity.replaceAll("IDPSSODescriptor", "SPSSODescriptor"),
      { reason: "no-identity-provider" },
    ],
    ["of two identity providers", listed(entity, entity), { reason: "several-identity-providers" }],
    [
      "that has ended",
      entity.replace("<md:EntityDescriptor ", `<md:EntityDescriptor validUntil="${instant(now)}" `),
      { reason: "expired", validUntil: now },
    ],
    ["without certificate", good.replace(key, ""), { reason: "no-certificate" }],
    ["whose only key is for encryption", good.replace("signing", "encryption"), { reason: "no-certificate" }],
    ["whose only key is weak", good.replace(key, keyOf(weak)), { reason: "no-certificate" }],
    ["without a place to sign in", good.replace(/<md:SingleSignOnService[^>]*>/, ""), { reason: "no-sign-on-address" }],
    [
      "with an artifact's place only",
      good.replace(/HTTP-Redirect(?=[^>]*sso)/, "HTTP-Artifact"),
      { reason: "no-sign-on-address" },
    ],
  ])("%s", (_name, xml, fault) => {
    expect(read(xml)).toEqual({ fault });
  });
});

test("our own names its addresses, and every certificate for signing and encryption", () => {
  const logoutUrl = `${entityId}/logout?a=1&b=2`;
  const xml = writeMetadata({
    entityId,
    acsUrl,
    logoutUrl,
    certificates: [own.certificatePem, stranger.certificatePem],
  });
  // Turned into an identity provider's, it goes through the same reader.
  const turned = xml
    .replaceAll("SPSSODescriptor", "IDPSSODescriptor")
    .replace("AssertionConsumerService", "SingleSignOnService");
  expect(metadataOf(turned)).toMatchObject({
    entityId,
    certificates: [own, stranger].map(({ certificatePem }) => readCertificate(certificatePem)),
    signOn: { post: { url: acsUrl } },
    logout: { redirect: { url: logoutUrl }, post: { url: logoutUrl } },
  });
  expect(xml.match(/use="[a-z]+"/g)).toEqual([
    `use="signing"`,
    `use="encryption"`,
    `use="signing"`,
    `use="encryption"`,
  ]);
  expect(xml).toContain(`AuthnRequestsSigned="true" WantAssertionsSigned="true"`);
});
