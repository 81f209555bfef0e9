import { createHash, createHmac, hash, timingSafeEqual } from "node:crypto";

// As a text whose letters are the bytes: memory of its own, which a buffer is given, would cost eight times the hash.
const sha256Bytes = (data: string | Uint8Array): Uint8Array => Buffer.from(hash("sha256", data, "binary"), "binary");

/** SHA-256 of a text. For secrets of 256 random bits only: what people choose goes through Argon2id. */
export function sha256(text: string): Uint8Array {
  return sha256Bytes(text);
}

const scratch = Buffer.alloc(4096);

/** SHA-256 over byte strings put together. */
export function sha256Of(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > scratch.length) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest();
  }
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return sha256Bytes(scratch.subarray(0, length));
}

/** SHA-256 over bytes and a text behind them. */
export function sha256OfText(head: Uint8Array, text: string): Uint8Array {
  // A character takes three bytes of UTF-8 at most.
  if (head.length + text.length * 3 > scratch.length) return sha256Of(head, Buffer.from(text));
  scratch.set(head);
  const length = head.length + scratch.write(text, head.length);
  return sha256Bytes(scratch.subarray(0, length));
}

/** HMAC-SHA-256 of a text. */
export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}

/** SHA-1 of a text: what lists of breached passwords are kept by, and nothing else here. */
export function sha1(text: string): Uint8Array {
  return createHash("sha1").update(text).digest();
}

/** HMAC-SHA-1 of bytes, for RFC 4226 only. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac("sha1", key).update(message).digest();
}

/** Whether two byte strings are the same, in time that does not depend on where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** SHA-256 of what comes piece by piece. */
export function sha256Hasher(): { update(piece: string | Uint8Array): void; digest(): Uint8Array } {
  const hash = createHash("sha256");
  return { update: (piece) => void hash.update(piece), digest: () => hash.digest() };
}
