import { hmacSha256 } from "../../crypto/hash.ts";
import type { Keys } from "../../crypto/keys.ts";
import type { Random } from "../../crypto/random.ts";

export const codesPerSet = 10;
const codeLength = 10;

// Crockford's base32: no I, L, O, U, so that what is written down can be read again.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Makes a code of 50 random bits, without its dash. */
export function newRecoveryCode(random: Random): string {
  // 256 is a multiple of 32, so taking five bits of a byte favours none.
  return Array.from(random(codeLength), (byte) => alphabet[byte & 31]).join("");
}

/** "ABCDE-FGHJK". */
export function formatRecoveryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** What was typed as the code it stands for: any case, with or without the dash, look-alikes forgiven. */
export function normalizeRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** What is stored of a code, under each root key in force; the first is the one to store. */
export function hashRecoveryCode(keys: Keys, accountId: string, code: string): Uint8Array[] {
  return keys.map((key) => hmacSha256(key.derive("recovery-codes"), `${accountId}:${code}`));
}
