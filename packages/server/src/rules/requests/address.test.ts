import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalAddress, numberOf, parseCidr } from "./address.ts";
import { compileAllowlist } from "../policies/allowlist.ts";

const octet = fc.integer({ min: 0, max: 255 });
const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.integer({ min: 0, max: 0xffff }));
const version4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
const groups = fc.oneof(
  fc.array(group, { minLength: 8, maxLength: 8 }),
  // Mapped, and what only looks like it.
  fc.tuple(fc.constantFrom(0, 0xffff), group, group).map(([sixth, a, b]) => [0, 0, 0, 0, 0, sixth, a, b]),
);
const full = (parts: readonly number[]): string => parts.map((part) => part.toString(16)).join(":");
const version6 = groups.map(full);
const address = fc.oneof(version4, version6);

/** Ways to write one IPv6 address: zeros before a group, capitals, any run of zeros left out, the end as IPv4. */
const written = (parts: readonly number[]): fc.Arbitrary<string> =>
  fc
    .record({
      width: fc.integer({ min: 1, max: 4 }),
      isUpper: fc.boolean(),
      isDotted: fc.boolean(),
      from: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 7 })),
      length: fc.oneof(fc.constant(6), fc.integer({ min: 0, max: 8 })),
    })
    .map(({ width, isUpper, isDotted, from, length }) => {
      const texts = parts.map((part) => part.toString(16).padStart(width, "0"));
      if (isDotted)
        texts.splice(
          6,
          2,
          parts
            .slice(6)
            .map((part) => `${Math.floor(part / 256)}.${part % 256}`)
            .join("."),
        );
      const isZero = length > 0 && parts.slice(from, from + length).every((part) => part === 0);
      const canSkip = isZero && from + length <= (isDotted ? 6 : 8);
      const text = canSkip
        ? `${texts.slice(0, from).join(":")}::${texts.slice(from + length).join(":")}`
        : texts.join(":");
      return isUpper ? text.toUpperCase() : text;
    });

/** The bits of an address, one by one, by means that are not the code's: a URL's host is written in one form too. */
const bitsOf = (text: string): string => {
  if (!text.includes(":"))
    return text
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  const [head = "", tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split("::");
  const split = (half: string): string[] => (half === "" ? [] : half.split(":"));
  const [left, right] = [split(head), split(tail ?? "")];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  const bits = all.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, "0")).join("");
  return bits.startsWith("0".repeat(80) + "1".repeat(16)) ? bits.slice(96) : bits;
};

describe("one form of an address", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:0db8::0001", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:0201", "192.0.2.1"],
    ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
    ["::192.0.2.1", "::c000:201"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["::", "::"],
  ])("%s is %s", (given, canonical) => {
    expect(canonicalAddress(given)).toBe(canonical);
  });

  test.each([
    ["0:0:1:1:0:0:ffff:0", "::1:1:0:0:ffff:0"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:0:0:3:0", "1::2:0:0:3:0"],
    ["10:0:0:1:2:3:4:5", "10::1:2:3:4:5"],
    ["1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"],
    ["1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"],
    ["0:0:0:0:0:0:0:0", "::"],
  ])("of equal runs of zeros the first is shortened: %s is %s", (given, canonical) => {
    expect(canonicalAddress(given)).toBe(canonical);
  });

  test("written once more it stays the same, and is what a URL makes of it", () => {
    fc.assert(
      fc.property(address, (given) => {
        const once = canonicalAddress(given)!;
        expect(canonicalAddress(once)).toBe(once);
        expect(bitsOf(once)).toBe(bitsOf(given));
        if (once.includes(":")) expect(`[${once}]`).toBe(new URL(`http://[${given}]/`).hostname);
      }),
    );
  });

  test("every way to write an address is that address", () => {
    const two = groups.chain((parts) => fc.tuple(fc.constant(full(parts)), written(parts)));
    fc.assert(
      fc.property(two, ([plain, other]) => {
        expect(canonicalAddress(other), other).toBe(canonicalAddress(plain));
        expect(numberOf(other)).toBe(numberOf(plain));
      }),
    );
  });
});

describe("a range", () => {
  test.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["192.0.2.255/25", "192.0.2.128/25"],
    ["203.0.113.9/0", "0.0.0.0/0"],
    ["192.0.2.1/32", "192.0.2.1/32"],
    ["2001:db8:ffff::1/33", "2001:db8:8000::/33"],
    ["2001:db8::ffff/128", "2001:db8::ffff/128"],
    ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
    ["192.0.2.1", "192.0.2.1"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
    ["::ffff:0:0/96", "0.0.0.0/0"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::ffff:0:0/95", "::fffe:0:0/95"],
    ["10.0.0.0/08", "10.0.0.0/8"],
  ])("%s is %s", (given, canonical) => {
    expect(parseCidr(given)?.text).toBe(canonical);
  });

  test("written once more it stays the same, and holds the same", () => {
    fc.assert(
      fc.property(address, fc.nat({ max: 128 }), (start, most) => {
        const range = parseCidr(`${start}/${Math.min(most, start.includes(":") ? 128 : 32)}`)!;
        const again = parseCidr(range.text)!;
        expect([again.text, again.bits, again.network]).toEqual([range.text, range.bits, range.network]);
      }),
    );
  });

  test("holds what shares its leading bits, and so does a list of it", () => {
    const mapped = fc
      .tuple(version4, fc.integer({ min: 96, max: 128 }))
      .map(([end, bits]) => [`::ffff:${end}`, bits] as const);
    const range = fc.oneof(
      fc.tuple(version4, fc.integer({ min: 0, max: 32 })),
      fc.tuple(version6, fc.integer({ min: 0, max: 128 })),
      mapped,
    );
    // Neighbours of the range, which differ from it in one bit, and strangers.
    const asked = range.chain(([start, bits]) => {
      const own = bitsOf(start);
      const flipped = fc.integer({ min: 0, max: own.length - 1 }).map((at) => textOf(flip(own, at)));
      return fc.tuple(fc.constant(start), fc.constant(bits), fc.oneof(flipped, address));
    });
    fc.assert(
      fc.property(asked, ([start, bits, candidate]) => {
        const [own, other] = [bitsOf(start), bitsOf(candidate)];
        // Reaching beyond the mapped addresses it stays a range of IPv6.
        const isMapped = start.includes(":") && own.length === 32;
        const isBeyond = isMapped && bits < 96;
        const length = isMapped ? bits - 96 : bits;
        const expected = isBeyond
          ? other.length === 128 && other.startsWith(("0".repeat(80) + "1".repeat(16) + own).slice(0, bits))
          : own.length === other.length && own.slice(0, length) === other.slice(0, length);
        expect(parseCidr(`${start}/${bits}`)!.has(candidate), `${start}/${bits} ${candidate}`).toBe(expected);
        expect(compileAllowlist([{ cidr: `${start}/${bits}`, label: "" }]).has(candidate)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

const flip = (bits: string, at: number): string =>
  bits.slice(0, at) + (bits[at] === "0" ? "1" : "0") + bits.slice(at + 1);
const textOf = (bits: string): string =>
  bits.length === 32
    ? bits
        .match(/.{8}/g)!
        .map((part) => Number.parseInt(part, 2))
        .join(".")
    : full(bits.match(/.{16}/g)!.map((part) => Number.parseInt(part, 2)));
