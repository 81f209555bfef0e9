import { constants, createHash, sign, verify } from "node:crypto";
import type { VerifyingKey } from "./certificates.ts";

export type HashName = "sha256" | "sha384" | "sha512";

/** RSASSA-PKCS1-v1_5 or ECDSA, with its hash. */
export interface SignatureScheme {
  readonly kind: VerifyingKey["kind"];
  readonly hash: HashName;
}

export function digestOf(hash: HashName, data: string): Uint8Array {
  return createHash(hash).update(data).digest();
}

/** Whether this key made the signature. Of ECDSA in the form of XML and JOSE, both numbers side by side; a key of the other kind made none. */
export function verifySignature(
  { kind, hash }: SignatureScheme,
  key: VerifyingKey,
  message: string,
  signature: Uint8Array,
): boolean {
  if (key.kind !== kind) return false;
  const how = kind === "rsa" ? { padding: constants.RSA_PKCS1_PADDING } : { dsaEncoding: "ieee-p1363" as const };
  return verify(hash, Buffer.from(message), { key: key.object, ...how }, signature);
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export function signRsaSha256(privateKeyPem: string, message: Uint8Array): Uint8Array {
  return sign("sha256", message, { key: privateKeyPem, padding: constants.RSA_PKCS1_PADDING });
}
