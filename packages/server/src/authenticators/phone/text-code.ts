import { equalBytes, hmacSha256 } from "../../crypto/hash.ts";
import { foldCode } from "../../rules/authenticators/typed.ts";
import type { Keys } from "../../crypto/keys.ts";

/** What is stored of a code. It is bound to its row, so that the same code elsewhere has another hash. */
export function hashTextCode(keys: Keys, id: string, code: string): Uint8Array {
  return hmacSha256(keys[0].derive("text-codes"), `${id}:${code}`);
}

/** Whether a typed code is the stored one, under any root key in force. */
export function isTextCode(keys: Keys, { id, codeHash }: { id: string; codeHash: Uint8Array }, typed: string): boolean {
  const code = foldCode(typed);
  return keys.some((key) => equalBytes(hmacSha256(key.derive("text-codes"), `${id}:${code}`), codeHash));
}
