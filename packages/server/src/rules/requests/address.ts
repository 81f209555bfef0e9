import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { type AddressNumber, write, writeRange } from "./address-form.ts";

/** A range of addresses that can be asked whether it holds one. */
export interface Cidr {
  /** In its one form: bits behind the prefix are none of it. */
  readonly text: string;
  /** How many leading bits its addresses share, and those. */
  readonly bits: number;
  readonly network: AddressNumber;
  /** An IPv6 range holds no IPv4 address. False for what is no address. */
  has(address: string): boolean;
}

/** The one form of an address: IPv4 where it is mapped into IPv6, else as RFC 5952 writes it. Undefined for what is none: octal, short, with a zone. */
export function canonicalAddress(text: string): string | undefined {
  if (isIP(text) === 4) return text;
  const number = numberOf(text);
  return number === undefined ? undefined : write(number);
}

/** The number of an address; undefined for what is none. */
export function numberOf(text: string): AddressNumber | undefined {
  const number = read(text);
  return typeof number === "bigint" ? fold(number) : number;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; undefined when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [host = "", prefix, ...more] = text.split("/");
  const given = read(host);
  if (given === undefined || more.length > 0 || !/^\d{1,3}$/.test(prefix ?? "0")) return undefined;
  const most = typeof given === "bigint" ? 128 : 32;
  const asked = Number(prefix ?? most);
  if (asked > most) return undefined;
  // A range of mapped addresses is one of IPv4, unless it reaches beyond them.
  const start = typeof given === "bigint" && asked >= 96 ? fold(given) : given;
  const bits = typeof start === typeof given ? asked : asked - 96;
  const network = networkOf(start, bits);
  return {
    get text() {
      return prefix === undefined ? write(start) : writeRange(network, bits);
    },
    bits,
    network,
    // A number is never a bigint, and what is no number equals nothing.
    has: (address) => networkOf(numberOf(address) ?? NaN, bits) === network,
  };
}

// Node says what an address is: ipaddr.js alone would read 010.0.0.1 as 8.0.0.1, and 1::2:3:4:5:6:7:8 at all.
function read(text: string): AddressNumber | undefined {
  const version = isIP(text);
  if (version === 4) return text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  if (version === 0 || text.includes("%")) return undefined;
  const last = text.lastIndexOf(":") + 1;
  const groups = text.includes(".") ? text.slice(0, last) + toGroups(text.slice(last)) : text;
  const { parts } = ipaddr.IPv6.parse(groups);
  return BigInt(`0x${parts.map((part) => part.toString(16).padStart(4, "0")).join("")}`);
}

// It would also take ::192.0.2.1 for a mapped address; two groups cannot be mistaken.
function toGroups(dotted: string): string {
  return read(dotted)!.toString(16).padStart(8, "0").replace(/.{4}$/, ":$&");
}

function networkOf(number: AddressNumber, bits: number): AddressNumber {
  return typeof number === "number" ? Math.floor(number / 2 ** (32 - bits)) : number >> BigInt(128 - bits);
}

const fold = (number: bigint): AddressNumber => (number >> 32n === 0xffffn ? Number(number & 0xffff_ffffn) : number);
