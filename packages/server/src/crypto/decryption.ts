import { constants, createDecipheriv, privateDecrypt } from "node:crypto";

/** Hash of OAEP and of its mask generation (MGF1): OpenSSL takes one for both. */
export type OaepHash = "sha1" | "sha256";

/** Opens a key that was sealed for the holder of a private key, by RSA-OAEP. Undefined for whatever does not open. */
export function unwrapRsaOaep(privateKeyPem: string, oaepHash: OaepHash, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return privateDecrypt({ key: privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, sealed);
  } catch {
    return undefined;
  }
}

export interface BlockCipher {
  readonly mode: "gcm" | "cbc";
  readonly keyBytes: 16 | 32;
}

/** Opens what AES sealed, as XML Encryption lays it out: IV first, GCM's tag last. Undefined for whatever does not open. */
export function openAes({ mode, keyBytes }: BlockCipher, key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (key.length !== keyBytes) return undefined;
  try {
    return mode === "gcm" ? openGcm(key, sealed) : openCbc(key, sealed);
  } catch {
    return undefined;
  }
}

const gcmName = (key: Uint8Array) => (key.length === 16 ? ("aes-128-gcm" as const) : ("aes-256-gcm" as const));

function openGcm(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < 28) return undefined;
  const decipher = createDecipheriv(gcmName(key), key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

function openCbc(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < 32 || sealed.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, sealed.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]);
  // XML Encryption's padding says its length in the last byte; the others may be anything.
  const padding = padded.at(-1)!;
  return padding >= 1 && padding <= 16 ? padded.subarray(0, -padding) : undefined;
}
