import { createHash, hkdfSync } from "node:crypto";

/** What a derived key is for. A key serves one purpose, so that a flaw in one use says nothing about another. */
export type KeyPurpose = "seal" | "recovery-codes" | "device-cookie" | "try-budgets" | "phone-numbers" | "text-codes";

/** One root key and the keys derived from it. */
export interface RootKey {
  /** First four bytes of the key's SHA-256: names the key in sealed values and in the database, and reveals nothing. */
  readonly fingerprint: Uint8Array;
  derive(purpose: KeyPurpose): Uint8Array;
}

/** A key as it is named where people read it: eight hexadecimal digits. */
export const nameOfKey = ({ fingerprint }: RootKey): string => Buffer.from(fingerprint).toString("hex");

/** Root keys in force: the first seals, all unseal. */
export type Keys = readonly [RootKey, ...RootKey[]];

/** Reads a root key given as base64 (standard or URL-safe) or hex of 32 bytes; undefined when it is none. */
export function readRootKey(text: string): RootKey | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (bytes.length !== 32) return undefined;
  const derived = new Map<KeyPurpose, Uint8Array>();
  return {
    fingerprint: createHash("sha256").update("mortise root key").update(bytes).digest().subarray(0, 4),
    derive(purpose) {
      const known = derived.get(purpose);
      if (known) return known;
      const key = new Uint8Array(hkdfSync("sha256", bytes, "mortise", purpose, 32));
      derived.set(purpose, key);
      return key;
    },
  };
}
