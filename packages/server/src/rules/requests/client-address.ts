import { canonicalAddress, type Cidr, numberOf } from "./address.ts";
import { withoutSpace } from "./header.ts";

/** Forms kept: the same connections ask again and again. */
const kept = 1000;
const known = new Map<string, string>();

/** Stands for an address that nobody told, or that cannot be read. No range holds it, and it has a throttle of its own. */
export const unknownAddress = "unknown";

/** What stands at the other end of a connection, in the one form of addresses; unknown where it cannot be read. */
export function normalizeAddress(address: string): string {
  let normal = known.get(address);
  if (normal === undefined) {
    normal = readHop(address);
    if (known.size >= kept) known.clear();
    known.set(address, normal);
  }
  return normal;
}

/**
 * An address as connections and proxies write it, in its one form: also with a port (`192.0.2.1:4711`, `[2001:db8::1]:443`),
 * in brackets, or with a zone, which only says by which of a machine's nets it came. Unknown for all else.
 */
function readHop(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^[\]]*)\](?::\d{1,5})?|(\d+(?:\.\d+){3}):\d{1,5})$/.exec(text) ?? [];
  const bare = bracketed ?? plain ?? text;
  const isVersion6 = bare.includes(":");
  if (bracketed !== undefined && !isVersion6) return unknownAddress;
  return canonicalAddress(isVersion6 ? bare.replace(/%[\w.~-]+$/, "") : bare) ?? unknownAddress;
}

/** Whether what stands at the other end of the connection is a trusted proxy, whose headers are believed. */
export function decideIsTrustedProxy(socketAddress: string, trustedProxies: readonly Cidr[]): boolean {
  return trustedProxies.some((cidr) => cidr.has(normalizeAddress(socketAddress)));
}

/**
 * The client's address. `X-Forwarded-For` is read from the right, one hop for each trusted proxy; the first address
 * that is no trusted proxy is the client. What stands further left was written by whoever sent the request. What a proxy
 * wrote and nobody can read, an empty hop too, is an unknown client: never the proxy, whose net may be let in somewhere.
 */
export function decideClientAddress(
  socketAddress: string,
  forwardedFor: string | null | undefined,
  trustedProxies: readonly Cidr[],
): string {
  let client = normalizeAddress(socketAddress);
  if (trustedProxies.length === 0 || forwardedFor === null || forwardedFor === undefined) return client;
  const hops = forwardedFor.split(",");
  while (hops.length > 0 && trustedProxies.some((cidr) => cidr.has(client)))
    client = readHop(withoutSpace(hops.pop() ?? ""));
  return client;
}

/** What throttles count by: one IPv4 address, or the /64 an IPv6 customer is given. */
export function decideThrottleAddress(address: string): string {
  const number = numberOf(address);
  if (typeof number !== "bigint") return address;
  const groups = (number >> 64n).toString(16).padStart(16, "0").match(/.{4}/g) ?? [];
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
