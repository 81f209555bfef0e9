import type { AddressNumber } from "../requests/address-form.ts";
import { canonicalAddress, type Cidr, numberOf, parseCidr } from "../requests/address.ts";
import type { IpAllowlistEntry } from "../../vocabulary/policies.ts";

/** Addresses an organization lets in. */
export interface Allowlist {
  has(address: string): boolean;
}

/** Prepares a list to be asked on every request: a look-up for each length of prefix there is, however many ranges. */
export function compileAllowlist(entries: readonly IpAllowlistEntry[]): Allowlist {
  const holds = compile(entries);
  return {
    has(address) {
      const number = numberOf(address);
      return number !== undefined && holds(number);
    },
  };
}

function compile(entries: readonly IpAllowlistEntry[]): (number: AddressNumber) => boolean {
  const ranges = entries.flatMap(({ cidr }) => parseCidr(cidr) ?? []);
  const of4 = byBits(ranges.filter(({ network }) => typeof network === "number"));
  const of6 = byBits(ranges.filter(({ network }) => typeof network === "bigint"));
  const sizes = of4.map(([bits, networks]) => [2 ** (32 - bits), networks] as const);
  const shifts = of6.map(([bits, networks]) => [BigInt(128 - bits), networks] as const);
  return (number) =>
    typeof number === "number"
      ? sizes.some(([size, networks]) => networks.has(Math.floor(number / size)))
      : shifts.some(([shift, networks]) => networks.has(number >> shift));
}

function byBits(ranges: readonly Cidr[]): [number, Set<AddressNumber>][] {
  const found = new Map<number, Set<AddressNumber>>();
  for (const { bits, network } of ranges) found.set(bits, (found.get(bits) ?? new Set()).add(network));
  return [...found];
}

/** What is wrong with an entry, in words; undefined when it is a range. */
export function findCidrFault(cidr: string): string | undefined {
  if (parseCidr(cidr)) return undefined;
  const [address = "", prefix, ...more] = cidr.split("/");
  if (canonicalAddress(address) === undefined || more.length > 0) return "This is not an IP address or range.";
  const most = address.includes(":") ? 128 : 32;
  const shorter = (prefix ?? "").slice(0, -1);
  const guess = /^\d{1,3}$/.test(shorter) && Number(shorter) <= most ? ` Did you mean /${shorter}?` : "";
  return `A range like this ends in /0 to /${most}.${guess}`;
}
