import { BlockList, isIP } from "node:net";
import { parseCidr } from "../requests/client-address.ts";
import type { IpAllowlistEntry } from "../../vocabulary/policies.ts";

/** Addresses an organization lets in. */
export interface Allowlist {
  has(address: string): boolean;
}

/** Verdicts kept for each list: the same few addresses ask again and again. */
const kept = 1000;

/** Prepares a list to be asked on every request. */
export function compileAllowlist(entries: readonly IpAllowlistEntry[]): Allowlist {
  const has4 = compileVersion4(entries);
  const has6 = compileVersion6(entries);
  const known = new Map<string, boolean>();
  return {
    has(address) {
      let isIn = known.get(address);
      if (isIn === undefined) {
        const version = isIP(address);
        isIn = version === 4 ? has4(address) : version === 6 && has6(address);
        if (known.size >= kept) known.clear();
        known.set(address, isIn);
      }
      return isIn;
    },
  };
}

const listed = (entries: readonly IpAllowlistEntry[], version: 4 | 6): [string, number][] =>
  entries
    .map(({ cidr }) => cidr.split("/"))
    .filter(([address = ""]) => isIP(address) === version)
    .map(([address = "", prefix]) => [address, Number(prefix ?? (version === 6 ? 128 : 32))]);

const numberOf = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

// A look-up for each length of prefix there is, rather than a comparison for each range: a preview asks for thousands of addresses.
function compileVersion4(entries: readonly IpAllowlistEntry[]): (address: string) => boolean {
  const byHostBits = new Map<number, Set<number>>();
  for (const [address, prefix] of listed(entries, 4)) {
    const size = 2 ** (32 - prefix);
    byHostBits.set(size, (byHostBits.get(size) ?? new Set()).add(Math.floor(numberOf(address) / size)));
  }
  const networks = [...byHostBits];
  return (address) => {
    const number = numberOf(address);
    return networks.some(([size, starts]) => starts.has(Math.floor(number / size)));
  };
}

function compileVersion6(entries: readonly IpAllowlistEntry[]): (address: string) => boolean {
  const list = new BlockList();
  for (const [address, prefix] of listed(entries, 6)) list.addSubnet(address, prefix, "ipv6");
  return (address) => list.check(address, "ipv6");
}

/** What is wrong with an entry, in words; undefined when it is a range. */
export function findCidrFault(cidr: string): string | undefined {
  if (parseCidr(cidr)) return undefined;
  const [address = "", prefix] = cidr.split("/");
  const family = isIP(address);
  if (family === 0) return "This is not an IP address or range.";
  const most = family === 6 ? 128 : 32;
  const shorter = (prefix ?? "").slice(0, -1);
  const guess = /^\d{1,3}$/.test(shorter) && Number(shorter) <= most ? ` Did you mean /${shorter}?` : "";
  return `A range like this ends in /0 to /${most}.${guess}`;
}
