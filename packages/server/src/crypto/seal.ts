import { createCipheriv, createDecipheriv } from "node:crypto";
import { equalBytes } from "./hash.ts";
import type { Keys } from "./keys.ts";
import type { Random } from "./random.ts";

const version = 1;
const headerLength = 5;
const ivLength = 12;
const tagLength = 16;

/**
 * Seals a secret that must be read back: AES-256-GCM under a key derived from the first root key.
 * `boundTo` (the row's id) is associated data, so that a sealed value cannot be moved to another row.
 * Layout: version (1) · key fingerprint (4) · IV (12) · ciphertext · tag (16).
 */
export function seal(keys: Keys, random: Random, secret: Uint8Array, boundTo: string): Uint8Array {
  const iv = random(ivLength);
  const cipher = createCipheriv("aes-256-gcm", keys[0].derive("seal"), iv).setAAD(Buffer.from(boundTo));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Uint8Array.of(version), keys[0].fingerprint, iv, ciphertext, cipher.getAuthTag()]);
}

/** Names the root key a sealed value is under, as `nameOfKey` does; undefined for what is none. */
export function nameOfSealer(sealed: Uint8Array): string | undefined {
  return sealed[0] === version ? Buffer.from(sealed.subarray(1, headerLength)).toString("hex") : undefined;
}

/** Opens what `seal` made. Throws when the key is not among those in force or the value was altered or moved. */
export function unseal(keys: Keys, sealed: Uint8Array, boundTo: string): Uint8Array {
  if (sealed[0] !== version || sealed.length < headerLength + ivLength + tagLength)
    throw new Error("Not a sealed value.");
  const key = keys.find((each) => equalBytes(each.fingerprint, sealed.subarray(1, headerLength)));
  if (!key) throw new Error("Sealed under a root key that is not listed in MORTISE_ROOT_KEY.");
  const iv = sealed.subarray(headerLength, headerLength + ivLength);
  const decipher = createDecipheriv("aes-256-gcm", key.derive("seal"), iv);
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(headerLength + ivLength, -tagLength)), decipher.final()]);
}
