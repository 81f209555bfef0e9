import { digestOf, signRsaSha256 } from "../../crypto/signatures.ts";
import { enveloped, exclusive, rsaSha256, sha256 } from "./algorithms.ts";
import { neededAttribute, rootOf } from "./form.ts";
import { namespaces } from "./names.ts";
import { canonicalize } from "./xml/canonical.ts";

const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Puts a signature into a message of ours, behind its issuer: what the POST binding asks for. */
export function signMessage(message: string, privateKeyPem: string): string {
  const root = rootOf(Buffer.from(message));
  const digest = inBase64(digestOf("sha256", canonicalize(root)));
  const named = (name: string, algorithm: string): string => `<ds:${name} Algorithm="${algorithm}"></ds:${name}>`;
  // Written in its canonical form: what is signed is this text.
  const signedInfo =
    `<ds:SignedInfo xmlns:ds="${namespaces.signature}">${named("CanonicalizationMethod", exclusive)}${named("SignatureMethod", rsaSha256)}` +
    `<ds:Reference URI="#${neededAttribute(root, "ID")}"><ds:Transforms>${named("Transform", enveloped)}${named("Transform", exclusive)}</ds:Transforms>` +
    `${named("DigestMethod", sha256)}<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const value = inBase64(signRsaSha256(privateKeyPem, Buffer.from(signedInfo)));
  const signature = `<ds:Signature xmlns:ds="${namespaces.signature}">${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  const at = message.indexOf("</saml:Issuer>") + "</saml:Issuer>".length;
  return message.slice(0, at) + signature + message.slice(at);
}
