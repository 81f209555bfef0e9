import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { Random } from "./random.ts";

/** An Ed25519 key pair (RFC 8032) as raw bytes, 32 each. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

// What PKCS #8 and SPKI put before the 32 bytes of an Ed25519 key (RFC 8410).
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

const privateObject = (key: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, key]), format: "der", type: "pkcs8" });

export function makeSigningKey(random: Random): SigningKey {
  return signingKeyOf(random(32));
}

/** The pair whose private half is known. */
export function signingKeyOf(privateKey: Uint8Array): SigningKey {
  const spki = createPublicKey(privateObject(privateKey)).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: spki.subarray(publicPrefix.length) };
}

export function signEd25519(privateKey: Uint8Array, message: string): Uint8Array {
  return sign(null, Buffer.from(message), privateObject(privateKey));
}

export function verifyEd25519(publicKey: Uint8Array, message: string, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: "der", type: "spki" });
  return verify(null, Buffer.from(message), key, signature);
}
