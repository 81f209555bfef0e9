import { canonicalAddress, type Cidr } from "../requests/address.ts";
import { isLoopbackName } from "../requests/loopback.ts";
import { isPublic } from "./public-address.ts";
import type { OutsideReason } from "./refused.ts";

/** What is known of a request before its name is looked up. */
export interface Asked {
  readonly url: URL;
  readonly own: URL;
}

// What clouds answer their machines at, secrets among it; some of them are addresses of the internet.
const metadataNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);
const metadataAddresses = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "168.63.129.16",
  "100.100.100.200",
  "192.0.0.192",
  "fd00:ec2::254",
]);

const ports = new Set(["", "443", "8443"]);

/** A host as a name is compared: without the dot at its end. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/\.$/, "");

/** What the address itself says. Undefined: its name may be looked up. */
export function judgeUrl({ url, own }: Asked): OutsideReason | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "not-https";
  if (url.username !== "" || url.password !== "") return "user-in-address";
  const host = hostOf(url);
  if (host === "") return "not-an-address";
  if (metadataNames.has(host)) return "metadata-service";
  return isOwn(host, url, own) ? "own-address" : undefined;
}

// On one machine several servers share a host; there the port tells them apart.
function isOwn(host: string, url: URL, own: URL): boolean {
  const isLocal = isLoopbackName(own.hostname);
  const isSameHost = host === hostOf(own) || (isLocal && isLoopbackName(host));
  return isSameHost && (!isLocal || portOf(url) === portOf(own));
}

const portOf = ({ port, protocol }: URL): string => port || (protocol === "https:" ? "443" : "80");

/** Every address the name leads to, judged: one that is not to be asked refuses them all. */
export function judgeAddresses(
  url: URL,
  addresses: readonly string[],
  allowed: readonly Cidr[],
): OutsideReason | undefined {
  if (addresses.length === 0) return "name-unknown";
  if (addresses.some((address) => metadataAddresses.has(canonicalAddress(address) ?? ""))) return "metadata-service";
  const isAllowed = (address: string): boolean => allowed.some((range) => range.has(address));
  if (!addresses.every((address) => isAllowed(address) || isPublic(address))) return "inside-address";
  // A plain port, or plain http, is for what the operator has named.
  if (addresses.every(isAllowed)) return undefined;
  if (url.protocol !== "https:") return "not-https";
  return ports.has(url.port) ? undefined : "port";
}
