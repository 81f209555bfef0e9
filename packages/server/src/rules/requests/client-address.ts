import { canonicalAddress, type Cidr, numberOf } from "./address.ts";

/** Forms kept: the same connections ask again and again. */
const kept = 1000;
const known = new Map<string, string>();

/** What stands at the other end of a connection, in the one form of addresses. A zone only says by which of this machine's nets it came. */
export function normalizeAddress(address: string): string {
  // Plain IPv4, which most are, needs none of the rest.
  if (!address.includes(":")) return address;
  let normal = known.get(address);
  if (normal === undefined) {
    normal = canonicalAddress(address.replace(/%.*$/, "")) ?? address;
    if (known.size >= kept) known.clear();
    known.set(address, normal);
  }
  return normal;
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
  const hops = forwardedFor.split(",");
  while (isTrusted(client)) {
    const next = canonicalAddress(hops.pop()?.trim() ?? "");
    if (next === undefined) break;
    client = next;
  }
  return client;
}

/** What throttles count by: one IPv4 address, or the /64 an IPv6 customer is given. */
export function decideThrottleAddress(address: string): string {
  const number = numberOf(address);
  if (typeof number !== "bigint") return address;
  const groups = (number >> 64n).toString(16).padStart(16, "0").match(/.{4}/g) ?? [];
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
