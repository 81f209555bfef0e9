import { draftText } from "./strings.ts";

/** What is wrong with an address or range, in the server's own words; undefined when nothing is. */
export function cidrFault(text: string): string | undefined {
  const trimmed = text.trim();
  const [address = "", prefix, ...more] = trimmed.split("/");
  const bits = bitsOf(address);
  if (bits === undefined || more.length > 0) return draftText.noRange;
  const most = bits.length;
  if (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= most)) return undefined;
  const shorter = prefix.slice(0, -1);
  const guess = /^\d{1,3}$/.test(shorter) && Number(shorter) <= most ? shorter : undefined;
  return draftText.prefix(most, guess);
}

/** Whether an address lies in a range. */
export function isWithin(address: string, range: string): boolean {
  if (cidrFault(range) !== undefined) return false;
  const [start = "", prefix] = range.trim().split("/");
  const all = bitsOf(start);
  const [held, wanted] = [all?.slice(0, Number(prefix ?? all.length)), bitsOf(address)];
  if (held === undefined || wanted === undefined) return false;
  const folded = fold(wanted);
  // A range that reaches beyond the mapped addresses holds none of IPv4.
  if (all?.length === 128 && !held.startsWith(mapped)) return folded.length === 128 && folded.startsWith(held);
  return folded.length === 32 && folded.startsWith(fold(held));
}

/** An IPv4 address mapped into IPv6 is that address, as the server has it. */
const mapped = "0".repeat(80) + "1".repeat(16);
const fold = (bits: string): string => (bits.startsWith(mapped) ? bits.slice(96) : bits);

/** The bits of an IPv4 or IPv6 address as text; undefined when it is neither. */
function bitsOf(address: string): string | undefined {
  return address.includes(":") ? bitsOfV6(address) : bitsOfV4(address);
}

function bitsOfV4(address: string): string | undefined {
  const parts = address.split(".");
  const good = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return good ? parts.map((part) => binary(Number(part), 8)).join("") : undefined;
}

function bitsOfV6(address: string): string | undefined {
  const halves = withoutV4(address)?.split("::");
  if (halves === undefined || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => binary(Number.parseInt(group, 16), 16)).join("");
}

/** "::ffff:192.0.2.1" with its end as two groups. */
function withoutV4(address: string): string | undefined {
  const end = address.slice(address.lastIndexOf(":") + 1);
  if (!end.includes(".")) return address;
  const bits = bitsOfV4(end);
  if (bits === undefined) return undefined;
  const groups = [bits.slice(0, 16), bits.slice(16)].map((half) => Number.parseInt(half, 2).toString(16));
  return address.slice(0, -end.length) + groups.join(":");
}

function binary(value: number, digits: number): string {
  return value.toString(2).padStart(digits, "0");
}
