import type { Random } from "./random.ts";

/** Prefixes of every id the product hands out (TypeID: `prefix_` and a UUIDv7 in base32). */
export type IdPrefix =
  | "acct"
  | "sess"
  | "attm"
  | "evnt"
  | "pswd"
  | "totp"
  | "rset"
  | "rcod"
  | "sgnp"
  | "emch"
  | "prst"
  | "mail"
  | "devc"
  | "reqs";

/** An id such as `acct_01h455vb4pex5vsknk084sn02q`. */
export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
let lastMilliseconds = 0;
let sequence = 0;

/** Makes a TypeID: sortable by time, 62 bits of it random. Order within a millisecond holds for one process. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix, at: number, random: Random): Id<Prefix> {
  return `${prefix}_${base32(uuidv7(at, random))}`;
}

/** UUIDv7 (RFC 9562 §5.7), with the 12 bits after the version used as a counter within the millisecond. */
function uuidv7(at: number, random: Random): Uint8Array {
  if (at === lastMilliseconds) sequence = (sequence + 1) & 0xfff;
  else sequence = 0;
  lastMilliseconds = at;
  const bytes = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, ...random(8)]);
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(at) << 16n) | 0x7000n | BigInt(sequence));
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

function base32(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (let at = 0; at < 26; at++) {
    text = alphabet[Number(value & 31n)]! + text;
    value >>= 5n;
  }
  return text;
}

/** Whether a text has the form of an id of that kind; says nothing of whether it exists. */
export function isId<Prefix extends IdPrefix>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.length === prefix.length + 27 && text.startsWith(`${prefix}_`) && /^[0-9a-z]{26}$/.test(text.slice(-26));
}
