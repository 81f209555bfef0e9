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
  | "reqs"
  | "pkey"
  | "chal"
  | "phon"
  | "tcod"
  | "txtm"
  | "rdev"
  | "alrt"
  | "nome"
  | "fadr"
  | "org"
  | "wksp"
  | "mbsh"
  | "invt"
  | "conn"
  | "cert"
  | "ckey"
  | "idnt"
  | "ctst"
  | "ssor"
  | "hand"
  | "trac"
  | "link"
  | "domn";

/** An id such as `acct_01h455vb4pex5vsknk084sn02q`. */
export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
/** Two letters for each ten bits. */
const pairs = Array.from({ length: 1024 }, (_, bits) => alphabet[bits >> 5]! + alphabet[bits & 31]!);
let lastMilliseconds = 0;
let sequence = 0;
/** By how many milliseconds ids are ahead, where one millisecond had more of them than fit. */
let ahead = 0;

/** Ids that open something for whoever has them: all 128 bits of them are random. */
const handles: ReadonlySet<IdPrefix> = new Set(["attm", "ctst"]);

/**
 * Makes a TypeID: a UUIDv7 (RFC 9562 §5.7) in base32, sortable by time, 62 bits of it random.
 * The 12 bits after the version count within a millisecond, and go on in the next, so order holds for one process.
 */
export function newId<Prefix extends IdPrefix>(prefix: Prefix, at: number, random: Random): Id<Prefix> {
  if (handles.has(prefix)) return `${prefix}_${randomLetters(random)}`;
  if (at < lastMilliseconds || at > lastMilliseconds + ahead) [lastMilliseconds, sequence, ahead] = [at, 0, 0];
  else if (++sequence > 0xfff) [sequence, ahead] = [0, ahead + 1];
  const instant = lastMilliseconds + ahead;
  const bytes = random(8);
  const byte = (at: number): number => bytes[at]!;
  const high = Math.floor(instant / 2 ** 25);
  const low = instant % 2 ** 25;
  // 48 bits of time behind two zero bits, then version and count, then variant and random bits, twenty at a time.
  const time = alphabet[high >> 20]! + twenty(high & 0xfffff) + alphabet[low >> 20]! + twenty(low & 0xfffff);
  const versionAndVariant = twenty(0x70000 | (sequence << 4) | 0x8 | ((byte(0) & 0x3f) >> 4));
  const rest =
    twenty(((byte(0) & 0xf) << 16) | (byte(1) << 8) | byte(2)) +
    twenty((byte(3) << 12) | (byte(4) << 4) | (byte(5) >> 4)) +
    twenty(((byte(5) & 0xf) << 16) | (byte(6) << 8) | byte(7));
  return `${prefix}_${time}${versionAndVariant}${rest}`;
}

// Of 26 letters of five bits the first has three: as a UUID's 128 bits are written.
function randomLetters(random: Random): string {
  return Array.from(random(26), (byte, place) => alphabet[byte & (place === 0 ? 7 : 31)]).join("");
}

function twenty(bits: number): string {
  return pairs[bits >> 10]! + pairs[bits & 1023]!;
}

/** Whether a text has the form of an id of that kind; says nothing of whether it exists. */
export function isId<Prefix extends IdPrefix>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.length === prefix.length + 27 && text.startsWith(`${prefix}_`) && /^[0-9a-z]{26}$/.test(text.slice(-26));
}
