import type { BlockCipher, OaepHash } from "../../crypto/decryption.ts";
import type { HashName, SignatureScheme } from "../../crypto/signatures.ts";
import { namespaces } from "./names.ts";

const more = "http://www.w3.org/2001/04/xmldsig-more#";

/** Every algorithm that is accepted; what is not here is refused. No SHA-1, no HMAC, no DSA. */
export const signatureSchemes: ReadonlyMap<string, SignatureScheme> = new Map<string, SignatureScheme>([
  [`${more}rsa-sha256`, { kind: "rsa", hash: "sha256" }],
  [`${more}rsa-sha384`, { kind: "rsa", hash: "sha384" }],
  [`${more}rsa-sha512`, { kind: "rsa", hash: "sha512" }],
  [`${more}ecdsa-sha256`, { kind: "ec", hash: "sha256" }],
  [`${more}ecdsa-sha384`, { kind: "ec", hash: "sha384" }],
  [`${more}ecdsa-sha512`, { kind: "ec", hash: "sha512" }],
]);

export const digests: ReadonlyMap<string, HashName> = new Map([
  [`${namespaces.encryption}sha256`, "sha256"],
  [`${more}sha384`, "sha384"],
  [`${namespaces.encryption}sha512`, "sha512"],
]);

export const rsaSha256 = `${more}rsa-sha256`;
export const sha256 = `${namespaces.encryption}sha256`;
export const enveloped = `${namespaces.signature}enveloped-signature`;
export const exclusive = namespaces.exclusive;

export const blockCiphers: ReadonlyMap<string, BlockCipher> = new Map([
  [`${namespaces.encryption11}aes128-gcm`, { mode: "gcm", keyBytes: 16 }],
  [`${namespaces.encryption11}aes256-gcm`, { mode: "gcm", keyBytes: 32 }],
  [`${namespaces.encryption}aes128-cbc`, { mode: "cbc", keyBytes: 16 }],
  [`${namespaces.encryption}aes256-cbc`, { mode: "cbc", keyBytes: 32 }],
]);

/** OAEP by "algorithm digest mask", as the two generations of XML Encryption say it; the older one's mask is always SHA-1's. */
export const keyTransports: ReadonlyMap<string, OaepHash> = new Map([
  [`${namespaces.encryption}rsa-oaep-mgf1p ${namespaces.signature}sha1 ${namespaces.encryption11}mgf1sha1`, "sha1"],
  [`${namespaces.encryption11}rsa-oaep ${namespaces.signature}sha1 ${namespaces.encryption11}mgf1sha1`, "sha1"],
  [`${namespaces.encryption11}rsa-oaep ${namespaces.encryption}sha256 ${namespaces.encryption11}mgf1sha256`, "sha256"],
]);
