/** An address as a number, to be compared: IPv4 as a number, IPv6 as a bigint. */
export type AddressNumber = number | bigint;

/** The one form of an address: IPv4 in dots, IPv6 as RFC 5952 writes it. */
// §4.2.3: of the longest runs of zeros the first is shortened. ipaddr.js takes a later one of the same length.
export function write(number: AddressNumber): string {
  if (typeof number === "number") return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
  const groups = [7, 6, 5, 4, 3, 2, 1, 0].map((at) => ((number >> BigInt(16 * at)) & 0xffffn).toString(16)).join(":");
  const [longest] = (groups.match(/\b0(?::0)+\b/g) ?? []).sort((one, other) => other.length - one.length);
  return longest === undefined ? groups : groups.replace(new RegExp(`(^|:)${longest}(:|$)`), "::");
}

/** The one form of a range: bits behind the prefix, which `network` has lost, are zeros. */
export const writeRange = (network: AddressNumber, bits: number): string =>
  `${write(typeof network === "number" ? network * 2 ** (32 - bits) : network << BigInt(128 - bits))}/${bits}`;
