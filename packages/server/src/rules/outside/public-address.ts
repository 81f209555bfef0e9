import ipaddr from "ipaddr.js";
import { canonicalAddress, numberOf, parseCidr } from "../requests/address.ts";

// Within 2000::/3: assignments of protocols (Teredo and benchmarks among them), documentation twice, 6to4, and what AMT and AS112 use.
const notPublic6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"].map((text) =>
  parseCidr(text)!,
);
const internet6 = parseCidr("2000::/3")!;

/** Whether an address is one of the internet. IPv4 mapped into IPv6 is judged as what it is. */
export function isPublic(address: string): boolean {
  const number = numberOf(address);
  if (number === undefined) return false;
  if (typeof number === "number") return ipaddr.IPv4.parse(canonicalAddress(address)!).range() === "unicast";
  return internet6.has(address) && !notPublic6.some((range) => range.has(address));
}
