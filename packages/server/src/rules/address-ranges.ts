import { isIP } from "node:net";
import { type Allowlist, compileAllowlist } from "./allowlist.ts";
import type { IpAllowlistEntry } from "./policies.ts";

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Prepares a list to be asked of very many addresses, each once. IPv4 is looked up among sorted ranges. */
export function compileRanges(entries: readonly IpAllowlistEntry[]): Allowlist {
  const ranges = merge(entries.filter(({ cidr }) => !cidr.includes(":")).map(({ cidr }) => toRange(cidr)));
  const rest = compileAllowlist(entries);
  return {
    has(address) {
      if (address.includes(":") || isIP(address) !== 4) return rest.has(address);
      const at = toNumber(address);
      const found = ranges[lastNotAfter(ranges, at)];
      return found !== undefined && at <= found.last;
    },
  };
}

function toRange(cidr: string): Range {
  const [address = "", prefix = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(toNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

function toNumber(address: string): number {
  let number = 0;
  for (const part of address.split(".")) number = number * 256 + Number(part);
  return number;
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before && range.first <= before.last + 1)
      merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else merged.push(range);
  }
  return merged;
}

function lastNotAfter(ranges: readonly Range[], at: number): number {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.first ?? Infinity) <= at) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
