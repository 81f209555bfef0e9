import { hmacSha256 } from "../../crypto/hash.ts";
import type { Keys } from "../../crypto/keys.ts";
import type { Random } from "../../crypto/random.ts";
import { foldCode } from "../../rules/authenticators/typed.ts";

export const codesPerSet = 10;
// 120 bits: a list of them may be kept without a password hash (SP 800-63B-4 §3.1.2.2, ASVS 6.5.2), and a try costs no second of work.
const [codeLength, groupLength] = [24, 4];

// Crockford's base32: no I, L, O, U, so that what is written down can be read again.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Makes a code of 120 random bits, without its dashes. */
export function newRecoveryCode(random: Random): string {
  // 256 is a multiple of 32, so taking five bits of a byte favours none.
  return Array.from(random(codeLength), (byte) => alphabet[byte & 31]).join("");
}

/** "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01". */
export function formatRecoveryCode(code: string): string {
  return Array.from({ length: code.length / groupLength }, (_, group) =>
    code.slice(group * groupLength, (group + 1) * groupLength),
  ).join("-");
}

/** What was typed as the code it stands for: any case, with or without dashes, look-alikes forgiven. */
export function normalizeRecoveryCode(typed: string): string {
  return foldCode(typed).toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** What is stored of a code, under each root key in force; the first is the one to store. */
export function hashRecoveryCode(keys: Keys, accountId: string, code: string): Uint8Array[] {
  return keys.map((key) => hmacSha256(key.derive("recovery-codes"), `${accountId}:${code}`));
}
