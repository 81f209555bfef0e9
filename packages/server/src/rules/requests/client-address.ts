import { BlockList, isIP } from "node:net";

/** A range of addresses that can be asked whether it holds one. */
export interface Cidr {
  readonly text: string;
  has(address: string): boolean;
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; undefined when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", prefix, ...more] = text.split("/");
  const version = isIP(address);
  const bits = prefix === undefined ? (version === 6 ? 128 : 32) : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (version === 0 || more.length > 0 || bits < 0 || bits > (version === 6 ? 128 : 32)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, version === 6 ? "ipv6" : "ipv4");
  return {
    text,
    has: (candidate) => isIP(candidate) !== 0 && list.check(candidate, isIP(candidate) === 6 ? "ipv6" : "ipv4"),
  };
}

/** `::ffff:192.0.2.1` is 192.0.2.1, and a zone id is no part of an address. */
export function normalizeAddress(address: string): string {
  // Plain IPv4, which most are, needs none of the rest.
  if (!address.includes(":")) return address;
  const bare = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  return mapped?.[1] ?? bare.toLowerCase();
}

/** Stands for the address of a request whose host did not tell it. */
export const unknownAddress = "unknown";

/** Whether what stands at the other end of the connection is a trusted proxy, whose headers are believed. */
export function decideIsTrustedProxy(socketAddress: string, trustedProxies: readonly Cidr[]): boolean {
  return trustedProxies.some((cidr) => cidr.has(normalizeAddress(socketAddress)));
}

/**
 * The client's address. `X-Forwarded-For` is read from the right, one hop for each trusted proxy; the first address
 * that is no trusted proxy is the client. What stands further left was written by whoever sent the request.
 */
export function decideClientAddress(
  socketAddress: string,
  forwardedFor: string | null | undefined,
  trustedProxies: readonly Cidr[],
): string {
  if (trustedProxies.length === 0 || !forwardedFor) return normalizeAddress(socketAddress);
  const isTrusted = (address: string): boolean => trustedProxies.some((cidr) => cidr.has(address));
  let client = normalizeAddress(socketAddress);
  const hops = forwardedFor.split(",").map((hop) => normalizeAddress(hop.trim()));
  while (isTrusted(client)) {
    const next = hops.pop();
    if (!next || isIP(next) === 0) break;
    client = next;
  }
  return client;
}

/** What throttles count by: one IPv4 address, or the /64 an IPv6 customer is given. */
export function decideThrottleAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = address.includes("::") ? 8 - groups.length - tail.split(":").filter(Boolean).length : 0;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail.split(":").filter(Boolean)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
