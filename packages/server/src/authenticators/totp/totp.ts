import { equalBytes, hmacSha1 } from "../../crypto/hash.ts";
import { latestPossible } from "../../vocabulary/instants.ts";

/** RFC 6238 with the values every authenticator app supports: SHA-1, six digits, 30 seconds. */
export const digits = 6;
export const stepSeconds = 30;

/** RFC 4226 §4 asks for 128 bits and advises 160. */
export const secretBytes = 20;

/** The time step an instant lies in (RFC 6238 §4.2). */
export function timeStep(at: number): number {
  return Math.floor(at / 1000 / stepSeconds);
}

/** The latest step that can have been spent by now, by a clock like this one. */
export function latestStep(at: number): number {
  return timeStep(latestPossible(at)) + 1;
}

/** The HOTP value of a counter (RFC 4226 §5.3). */
export function codeOf(secret: Uint8Array, step: number, length = digits): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const mac = hmacSha1(secret, message);
  const offset = mac[mac.length - 1]! & 0xf;
  const value = new DataView(mac.buffer, mac.byteOffset, mac.length).getUint32(offset) & 0x7fffffff;
  return String(value % 10 ** length).padStart(length, "0");
}

/** When, and how many steps a code may be early or late by (RFC 6238 §5.2 advises one). */
export interface StepsAt {
  readonly at: number;
  readonly around: number;
}

/** The step whose code this is, no more than `around` steps from now, or undefined. Compares all of them whatever it finds. */
export function findStep(secret: Uint8Array, code: string, { at, around }: StepsAt): number | undefined {
  const now = timeStep(at);
  const given = Buffer.from(code);
  const steps = Array.from({ length: 2 * around + 1 }, (_, offset) => now - around + offset);
  const matching = steps.filter((step) => equalBytes(Buffer.from(codeOf(secret, step)), given));
  return matching.at(-1);
}

const base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The secret as people type it (RFC 4648 base32, no padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => base32Alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The URI a QR code carries. Issuer and account stand in the label too, for apps that read only that. */
export function otpauthUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer.replaceAll(":", " "))}:${encodeURIComponent(account)}`;
  const query = [
    `secret=${base32(secret)}`,
    `issuer=${encodeURIComponent(issuer)}`,
    "algorithm=SHA1",
    `digits=${digits}`,
    `period=${stepSeconds}`,
  ];
  return `otpauth://totp/${label}?${query.join("&")}`;
}
