import { randomBytes, verify } from "node:crypto";
import { SAML } from "@node-saml/node-saml";
import { SignedXml } from "xml-crypto";
import { describe, expect, test } from "vitest";
import { readCertificate } from "../../../src/crypto/certificates.ts";
import { systemRandom } from "../../../src/crypto/random.ts";
import {
  judgeSamlLogoutRequest,
  judgeSamlLogoutResponse,
  logoutReplayableUntil,
} from "../../../src/rules/sso/judge-saml-logout.ts";
import { readLogoutPost, readLogoutRedirect } from "../../../src/sso/saml/read-logout.ts";
import { redirectUrl } from "../../../src/sso/saml/redirect-binding.ts";
import { signMessage } from "../../../src/sso/saml/sign-message.ts";
import {
  makeMessageId,
  writeAuthnRequest,
  writeLogoutRequest,
  writeLogoutResponse,
} from "../../../src/sso/saml/write-requests.ts";
import { change, signedQuery, signElement } from "../../support/saml-idp.ts";
import { acsUrl, entityId, idp, now, own, stranger, trusted } from "../../support/saml-reading.ts";

const logoutUrl = `${entityId}/logout`;
const ours = readCertificate(own.certificatePem)!;
const id = makeMessageId(systemRandom);
const toIdp = { id, at: now, issuer: entityId, destination: idp.ssoUrl };
const fromIdp = { id, at: now, issuer: idp.entityId, destination: logoutUrl };
const nameId = {
  value: "a<&>b",
  format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  nameQualifier: "q",
  spNameQualifier: "s",
};
const logoutRequest = writeLogoutRequest({
  ...fromIdp,
  nameId,
  sessionIndexes: ["one", "two"],
  notOnOrAfter: now + 60_000,
});
const logoutResponse = writeLogoutResponse({ ...fromIdp, inResponseTo: "_mine" });
const expected = { issuer: idp.entityId, logoutUrl, now };
const sent = (message: string, more = {}): string =>
  redirectUrl(logoutUrl, { field: "SAMLRequest", message, privateKeyPem: idp.own.privateKeyPem, ...more });
const queryOf = (url: string): string => new URL(url).search;
const inForm = (message: string) => ({ SAMLRequest: Buffer.from(message).toString("base64") });
const signedByIdp = (message: string): string => signMessage(message, idp.own.privateKeyPem);

describe("an AuthnRequest", () => {
  const written = (more = {}) => writeAuthnRequest({ ...toIdp, acsUrl, ...more });

  test("says who asks and where to answer, and asks for nothing else", () => {
    const url = redirectUrl(idp.ssoUrl, {
      field: "SAMLRequest",
      message: written(),
      relayState: "row 1",
      privateKeyPem: own.privateKeyPem,
    });
    const seen = idp.read(url);
    expect(seen).toMatchObject({ id, issuer: entityId, acsUrl, forceAuthn: false, relayState: "row 1" });
    expect(seen.xml).toContain(`Destination="${idp.ssoUrl}"`);
    expect(seen.xml).not.toMatch(/RequestedAuthnContext|NameIDPolicy|ForceAuthn/);
  });

  test("asks for a fresh sign-in, ways to sign in and a sort of name only when told to", () => {
    const xml = written({ forceAuthn: true, contexts: ["urn:a", "urn:b"], nameIdFormat: "urn:c" });
    expect(xml).toContain(`ForceAuthn="true"`);
    expect(xml).toContain(
      `<samlp:NameIDPolicy Format="urn:c"/><samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>urn:a</saml:AuthnContextClassRef>`,
    );
  });

  test("is signed over its query as it stands there", () => {
    const url = redirectUrl(idp.ssoUrl, {
      field: "SAMLRequest",
      message: written(),
      relayState: "row 1&2",
      privateKeyPem: own.privateKeyPem,
    });
    const [signed = "", signature = ""] = url.slice(url.indexOf("?") + 1).split("&Signature=");
    const value = Buffer.from(decodeURIComponent(signature), "base64");
    expect(verify("sha256", Buffer.from(signed), own.certificatePem, value)).toBe(true);
    expect(signed.split("&").map((each) => each.split("=")[0])).toEqual(["SAMLRequest", "RelayState", "SigAlg"]);
  });

  test("goes to an address that has a query already", () => {
    const url = redirectUrl(`${idp.ssoUrl}?tenant=1`, {
      field: "SAMLRequest",
      message: written(),
      privateKeyPem: own.privateKeyPem,
    });
    expect(new URL(url).searchParams.get("tenant")).toBe("1");
    expect(idp.read(url).id).toBe(id);
  });

  test("has an ID that nobody guesses, and that XML takes for one", () => {
    expect(id).toMatch(/^_[0-9a-f]{32}$/);
    expect(makeMessageId(systemRandom)).not.toBe(id);
  });
});

// node-saml stands in for the identity provider's software: it reads what we sign.
describe("node-saml, as a witness, takes", () => {
  const witness = new SAML({
    callbackUrl: logoutUrl,
    entryPoint: logoutUrl,
    logoutUrl,
    issuer: idp.entityId,
    idpCert: own.certificatePem,
    privateKey: idp.own.privateKeyPem,
    signatureAlgorithm: "sha256",
    acceptedClockSkewMs: -1,
    idpIssuer: entityId,
  });
  const fromUs = {
    id,
    at: now,
    issuer: entityId,
    destination: idp.sloUrl,
    nameId,
    sessionIndexes: ["one"],
    notOnOrAfter: Date.UTC(2099, 0, 1),
  };

  test("our LogoutRequest by redirect", async () => {
    const url = new URL(
      redirectUrl(idp.sloUrl, {
        field: "SAMLRequest",
        message: writeLogoutRequest(fromUs),
        privateKeyPem: own.privateKeyPem,
      }),
    );
    const { profile } = await witness.validateRedirectAsync(Object.fromEntries(url.searchParams), url.search.slice(1));
    expect(profile).toMatchObject({ ID: id, issuer: entityId, nameID: nameId.value, nameIDFormat: nameId.format });
  });

  test("our LogoutRequest by a form", async () => {
    const message = signMessage(writeLogoutRequest(fromUs), own.privateKeyPem);
    const { profile } = await witness.validatePostRequestAsync(inForm(message));
    expect(profile).toMatchObject({ ID: id, nameID: nameId.value, sessionIndex: "one" });
  });

  test("a signature of ours, as xml-crypto does", () => {
    const message = signMessage(writeAuthnRequest({ ...toIdp, acsUrl, forceAuthn: true }), own.privateKeyPem);
    const checker = new SignedXml({ publicCert: own.certificatePem });
    checker.loadSignature(/<ds:Signature.*<\/ds:Signature>/.exec(message)![0]);
    expect(checker.checkSignature(message)).toBe(true);
  });

  test("and we read its own", async () => {
    const profile = { issuer: idp.entityId, nameID: "person-1", nameIDFormat: nameId.format, sessionIndex: "one" };
    const url = await witness.getLogoutUrlAsync(profile, "relay", {});
    const read = readLogoutRedirect(queryOf(url), [trusted]);
    expect(read).toMatchObject({
      relayState: "relay",
      signedBy: trusted.fingerprint,
      request: {
        issuer: idp.entityId,
        destination: logoutUrl,
        nameIds: [{ value: "person-1", format: nameId.format }],
        sessionIndexes: ["one"],
      },
    });
  });
});

const facts = { id, issuer: idp.entityId, destination: logoutUrl };
describe("a sign-out is read and passes", () => {
  const request = {
    ...facts,
    issuedAt: now,
    notOnOrAfter: now + 60_000,
    nameIds: [nameId],
    sessionIndexes: ["one", "two"],
  };
  const response = { ...facts, inResponseTo: "_mine", status: ["urn:oasis:names:tc:SAML:2.0:status:Success"] };
  const rest = { relayState: null, signedBy: trusted.fingerprint };

  test("by redirect", () => {
    expect(readLogoutRedirect(queryOf(sent(logoutRequest)), [ours, trusted])).toEqual({ request, ...rest });
    const url = sent(logoutResponse, { field: "SAMLResponse", relayState: "a b&c" });
    expect(readLogoutRedirect(queryOf(url), [trusted])).toEqual({ response, ...rest, relayState: "a b&c" });
  });
  test("by a form", () => {
    expect(readLogoutPost({ ...inForm(signedByIdp(logoutRequest)), RelayState: "r" }, [trusted])).toEqual({
      request,
      ...rest,
      relayState: "r",
    });
    expect(readLogoutPost({ SAMLResponse: inForm(signedByIdp(logoutResponse)).SAMLRequest }, [trusted])).toEqual({
      response,
      ...rest,
    });
  });
  test("that somebody else's software signed", () => {
    const message = signElement(logoutRequest, "LogoutRequest", { key: idp.own });
    expect(readLogoutPost(inForm(message), [trusted])).toEqual({ request, ...rest });
    expect(readLogoutRedirect(queryOf(idp.logoutUrl(logoutUrl, { now, nameId: "x" })), [trusted])).toHaveProperty(
      "request",
    );
  });
  test("as the answer to ours", () => {
    const request = writeLogoutRequest({ ...toIdp, nameId, sessionIndexes: [], notOnOrAfter: now });
    const asked = redirectUrl(idp.sloUrl, { field: "SAMLRequest", message: request, privateKeyPem: own.privateKeyPem });
    const read = readLogoutRedirect(queryOf(idp.answerLogout(asked, { to: logoutUrl, now })), [trusted]);
    expect(read).toMatchObject({ response: { issuer: idp.entityId, destination: logoutUrl, inResponseTo: id } });
  });
  test("as partial, where not every session could be ended", () => {
    const partial = writeLogoutResponse({ ...fromIdp, inResponseTo: "_mine", isPartial: true });
    const read = readLogoutPost({ SAMLResponse: inForm(signedByIdp(partial)).SAMLRequest }, [trusted]);
    expect(read).toMatchObject({
      response: { status: [expect.stringContaining("Success"), expect.stringContaining("PartialLogout")] },
    });
  });
  test("and its checks pass", () => {
    expect(judgeSamlLogoutRequest(request, expected).filter(({ passed }) => !passed)).toEqual([]);
    expect(
      judgeSamlLogoutResponse(response, { ...expected, requestId: "_mine" }).filter(({ passed }) => !passed),
    ).toEqual([]);
    expect(logoutReplayableUntil(request)).toBe(now + 7 * 60_000);
  });
});

describe("a sign-out by redirect is refused", () => {
  const query = queryOf(sent(logoutRequest, { relayState: "r" }));
  const sha1 = queryOf(
    signedQuery(logoutUrl, idp.own, logoutRequest, { algorithm: "http://www.w3.org/2000/09/xmldsig#rsa-sha1" }),
  );
  test.each([
    ["unsigned", "signed", query.replace(/&Signature=.*/, "")],
    ["without its algorithm", "signed", query.replace(/&SigAlg=[^&]*/, "")],
    ["signed by somebody else", "signature", queryOf(sent(logoutRequest, { privateKeyPem: stranger.privateKeyPem }))],
    ["signed with SHA-1", "signature-algorithm", sha1],
    ["with another RelayState", "signature", query.replace("RelayState=r", "RelayState=s")],
    ["with no RelayState any more", "signature", query.replace("&RelayState=r", "")],
    [
      "with another message",
      "signature",
      query.replace(/SAMLRequest=[^&]*/, /SAMLRequest=[^&]*/.exec(sent(logoutRequest.replace("one", "two")))![0]),
    ],
    ["as a response instead", "signature", query.replace("SAMLRequest", "SAMLResponse")],
    ["with a request and a response", "document", `${query}&SAMLResponse=a`],
    ["with neither", "document", "?RelayState=r"],
    ["with a message twice", "document", `${query}&${/SAMLRequest=[^&]*/.exec(query)![0]}`],
    ["with a signature twice", "document", `${query}&Signature=a`],
    ["with another packing", "document", `${query}&SAMLEncoding=urn:x`],
    [
      "that is not packed",
      "document",
      `?SAMLRequest=${encodeURIComponent(Buffer.from(logoutRequest).toString("base64"))}`,
    ],
    ["that unpacks to more than 256 KiB", "document", queryOf(sent(`<a>${" ".repeat(300_000)}</a>`))],
    ["that is no base64", "document", "?SAMLRequest=%"],
    ["that is too long", "document", `?SAMLRequest=${randomBytes(50_000).toString("base64url")}`],
    ["that is another message", "document", queryOf(sent(writeAuthnRequest({ ...toIdp, acsUrl })))],
    ["with a comment", "document", queryOf(sent(change("one", "o<!---->ne")(logoutRequest)))],
    [
      "with an ID twice",
      "identifiers",
      queryOf(sent(change("<saml:Issuer>", `<saml:Issuer id="${id}">`)(logoutRequest))),
    ],
  ])("%s", (_name, name, text) => {
    expect(readLogoutRedirect(text, [trusted])).toEqual({ refused: expect.objectContaining({ name, passed: false }) });
  });
});

describe("a sign-out by a form is refused", () => {
  const signed = signedByIdp(logoutRequest);
  test.each([
    ["unsigned", "signed", inForm(logoutRequest)],
    ["signed by somebody else", "signature", inForm(signMessage(logoutRequest, stranger.privateKeyPem))],
    ["changed", "signature", inForm(signed.replace("one", "two"))],
    [
      "around a signed one",
      "signature-place",
      inForm(
        logoutRequest.replace(
          "<samlp:SessionIndex>",
          () => `<samlp:Extensions>${signed.replaceAll(id, "_2")}</samlp:Extensions><samlp:SessionIndex>`,
        ),
      ),
    ],
    ["that is nothing", "document", {}],
    ["that is both", "document", { ...inForm(signed), SAMLResponse: "a" }],
    ["that is too long", "document", { SAMLRequest: "A".repeat(400_000) }],
  ])("%s", (_name, name, form) => {
    expect(readLogoutPost(form, [trusted])).toEqual({ refused: expect.objectContaining({ name, passed: false }) });
  });
});
