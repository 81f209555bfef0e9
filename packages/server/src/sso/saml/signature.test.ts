import { expect, test } from "vitest";
import { readCertificate } from "../../crypto/certificates.ts";
import { systemRandom } from "../../crypto/random.ts";
import { makeSelfSigned } from "../../crypto/self-signed.ts";
import { rootOf } from "./form.ts";
import { signMessage } from "./sign-message.ts";
import { checkSignature } from "./signature.ts";
import { canonicalize } from "./xml/canonical.ts";

const own = await makeSelfSigned(systemRandom, { commonName: "a", notBefore: 0, notAfter: 1 });
const certificates = [readCertificate(own.certificatePem)!];
const saml = "urn:oasis:names:tc:SAML:2.0:assertion";
const message = `<a xmlns="urn:a" xmlns:unused="urn:b" xmlns:saml="${saml}" ID="_1"><saml:Issuer>i</saml:Issuer> <b/></a>`;

test("what is read is what was signed: without the signature, and without what the canonical form leaves out", () => {
  const signed = checkSignature(rootOf(Buffer.from(signMessage(message, own.privateKeyPem))), certificates);
  expect(signed?.by).toBe(certificates[0]);
  const expected = `<a xmlns="urn:a" ID="_1"><saml:Issuer xmlns:saml="${saml}">i</saml:Issuer> <b></b></a>`;
  expect(canonicalize(signed!.element)).toBe(expected);
  expect([...signed!.element.scope.keys()]).toEqual(["xml", ""]);
});

test("nothing is, where there is no signature", () => {
  expect(checkSignature(rootOf(Buffer.from(message)), certificates)).toBeUndefined();
});
