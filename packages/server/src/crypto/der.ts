/** ASN.1 in its one encoding (X.690 DER), as much of it as a certificate takes. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

export const sequence = (...contents: readonly Uint8Array[]): Uint8Array => der(0x30, ...contents);
export const set = (...contents: readonly Uint8Array[]): Uint8Array => der(0x31, ...contents);
export const utf8String = (text: string): Uint8Array => der(0x0c, Buffer.from(text));
export const bitString = (bytes: Uint8Array): Uint8Array => der(0x03, Uint8Array.of(0), bytes);
/** A positive number from its bytes. */
export const integer = (bytes: Uint8Array): Uint8Array =>
  der(0x02, bytes[0]! < 0x80 ? bytes : Buffer.concat([Uint8Array.of(0), bytes]));

/** From its content octets in hexadecimal. */
export const oid = (hex: string): Uint8Array => der(0x06, Buffer.from(hex, "hex"));

/** RFC 5280 §4.1.2.5: two digits of the year until 2049, four from then on. */
export function time(at: number): Uint8Array {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  return digits < "2050" ? der(0x17, Buffer.from(`${digits.slice(2)}Z`)) : der(0x18, Buffer.from(`${digits}Z`));
}
