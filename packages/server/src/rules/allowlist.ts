import { BlockList, isIP } from "node:net";
import { parseCidr } from "./client-address.ts";
import type { IpAllowlistEntry } from "./policies.ts";

/** Addresses an organization lets in. */
export interface Allowlist {
  has(address: string): boolean;
}

/** Verdicts kept for each list: the same few addresses ask again and again. */
const kept = 1000;

/** Prepares a list to be asked on every request. */
export function compileAllowlist(entries: readonly IpAllowlistEntry[]): Allowlist {
  const list = new BlockList();
  for (const { cidr } of entries) {
    const [address = "", prefix] = cidr.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) !== 0) list.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
  }
  const known = new Map<string, boolean>();
  return {
    has(address) {
      let isIn = known.get(address);
      if (isIn === undefined) {
        isIn = isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
        if (known.size >= kept) known.clear();
        known.set(address, isIn);
      }
      return isIn;
    },
  };
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
