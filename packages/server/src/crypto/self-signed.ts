import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { bitString, der, integer, oid, sequence, set, time, utf8String } from "./der.ts";
import type { Random } from "./random.ts";
import { signRsaSha256 } from "./signatures.ts";

export interface OwnCertificate {
  readonly certificatePem: string;
  /** PKCS #8; a secret. */
  readonly privateKeyPem: string;
}

export interface CertificateTerms {
  readonly commonName: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

const commonName = oid("550403");
const sha256WithRsa = sequence(oid("2a864886f70d01010b"), der(0x05));
const version3 = der(0xa0, integer(Uint8Array.of(2)));

/** A new RSA key of 2048 bits in a certificate that it signs itself (RFC 5280): a wrapping of the key, which nobody is asked to trust by its name. */
export async function makeSelfSigned(random: Random, terms: CertificateTerms): Promise<OwnCertificate> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const name = sequence(set(sequence(commonName, utf8String(terms.commonName.slice(0, 64)))));
  // Begins with a one: neither negative nor with a zero in front.
  const serial = integer(Buffer.concat([Uint8Array.of(1), random(15)]));
  const validity = sequence(time(terms.notBefore), time(terms.notAfter));
  const toBeSigned = sequence(version3, serial, sha256WithRsa, name, validity, name, pair.publicKey);
  const signature = signRsaSha256(pair.privateKey, toBeSigned);
  const certificate = sequence(toBeSigned, sha256WithRsa, bitString(signature));
  return { certificatePem: toPem(certificate), privateKeyPem: pair.privateKey };
}

function toPem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
