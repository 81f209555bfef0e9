import { randomBytes } from "node:crypto";

/** Source of unpredictable bytes; the only part of `Services` tests never replace. */
export type Random = (bytes: number) => Uint8Array;

/** Bytes from the operating system's generator. */
export const systemRandom: Random = (bytes) => randomBytes(bytes);

/** A bearer secret of 256 random bits as base64url text (43 characters). */
export function randomToken(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}
