// GSM 03.38, the alphabet of text messages: a character's place is its code.
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Characters behind an escape. */
const extended: Readonly<Record<string, number>> = {
  "\f": 0x0a,
  "^": 0x14,
  "{": 0x28,
  "}": 0x29,
  "\\": 0x2f,
  "[": 0x3c,
  "~": 0x3d,
  "]": 0x3e,
  "|": 0x40,
  "€": 0x65,
};
const escapeCode = 0x1b;

const gsm = { dataCoding: 0, whole: 160, part: 153 };
const ucs2 = { dataCoding: 8, whole: 140, part: 134 };

/** A text as the parts a network carries: each at most 140 octets, on the phone one message again. */
export interface EncodedText {
  /** 0: the centre's default alphabet, GSM 03.38; 8: UCS-2. */
  readonly dataCoding: number;
  /** Whether each part begins with a header that says which of how many it is (3GPP TS 23.040 §9.2.3.24.1). */
  readonly isLong: boolean;
  readonly parts: readonly Buffer[];
}

/** Encodes a text; `reference` is what its parts are put together by. */
export function encodeText(text: string, reference: number): EncodedText {
  const letters = [...text].map(gsmCodes);
  const isGsm = letters.every((codes) => codes !== undefined);
  const { dataCoding, whole, part } = isGsm ? gsm : ucs2;
  // Never cut within a character, nor between an escape and what it escapes.
  const units = isGsm ? letters.map((codes) => Buffer.from(codes)) : [...text].map(utf16BigEndian);
  const total = Buffer.concat(units);
  if (total.length <= whole) return { dataCoding, isLong: false, parts: [total] };
  const pieces: Buffer[][] = [[]];
  let length = 0;
  for (const unit of units) {
    if (length + unit.length > part) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(unit);
    length += unit.length;
  }
  const header = (at: number) => Buffer.of(5, 0, 3, reference & 0xff, pieces.length, at + 1);
  return { dataCoding, isLong: true, parts: pieces.map((piece, at) => Buffer.concat([header(at), ...piece])) };
}

function gsmCodes(character: string): number[] | undefined {
  const code = basic.indexOf(character);
  if (code >= 0 && code !== escapeCode) return [code];
  const behindEscape = extended[character];
  return behindEscape === undefined ? undefined : [escapeCode, behindEscape];
}

function utf16BigEndian(character: string): Buffer {
  return Buffer.from(character, "utf16le").swap16();
}

/** How an address is to be read: type of number and numbering plan (SMPP 3.4 §5.2.5). */
export function addressOf(sender: string): { ton: number; npi: number; address: string } {
  const digits = /^\+(\d+)$/.exec(sender)?.[1];
  if (digits) return { ton: 1, npi: 1, address: digits };
  if (/^\d+$/.test(sender)) return { ton: 3, npi: 0, address: sender };
  return { ton: sender === "" ? 0 : 5, npi: 0, address: sender };
}

/** "000000000959000R": how long the centre may keep trying (SMPP 3.4 §7.1.1, relative form). */
export function validityOf(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const left = Math.max(1, Math.min(Math.floor(seconds), 24 * 3600 - 1));
  return `000000${two(Math.floor(left / 3600))}${two(Math.floor(left / 60) % 60)}${two(left % 60)}000R`;
}
