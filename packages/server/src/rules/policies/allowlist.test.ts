import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidr } from "../requests/address.ts";
import { compileAllowlist, findCidrFault } from "./allowlist.ts";

const of = (...cidrs: string[]) => cidrs.map((cidr) => ({ cidr, label: "" }));

describe("an allowlist", () => {
  test.each([
    ["of nothing", [], "192.0.2.1", false],
    ["of the address", ["192.0.2.1"], "192.0.2.1", true],
    ["of the one beside it", ["192.0.2.2"], "192.0.2.1", false],
    ["of a range, its first", ["192.0.2.0/30"], "192.0.2.0", true],
    ["of a range, its last", ["192.0.2.0/30"], "192.0.2.3", true],
    ["of a range, one after it", ["192.0.2.0/30"], "192.0.2.4", false],
    ["of a range, one before it", ["192.0.2.0/30"], "192.0.1.255", false],
    ["of everything", ["0.0.0.0/0"], "255.255.255.255", true],
    ["of everything, in the other version", ["0.0.0.0/0"], "2001:db8::1", false],
    ["of two ranges of one size", ["192.0.2.0/24", "198.51.100.0/24"], "198.51.100.9", true],
    ["of IPv6", ["2001:db8::/32"], "2001:db8:ffff::1", true],
    ["of IPv6, one after it", ["2001:db8::/32"], "2001:db9::", false],
    ["asked for a mapped address", ["192.0.2.0/24"], "::ffff:192.0.2.1", true],
    ["asked for what is no address", ["0.0.0.0/0", "::/0"], "here", false],
    ["of what is no range", ["here"], "192.0.2.1", false],
    ["of what is no range, beside one", ["here", "192.0.2.1"], "192.0.2.1", true],
  ])("%s", (_name, cidrs, address, expected) => {
    const list = compileAllowlist(of(...cidrs));
    expect([list.has(address), list.has(address)]).toEqual([expected, expected]);
  });

  const octet = fc.constantFrom(0, 1, 127, 128, 255);
  const version4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
  const group = fc.constantFrom("0", "1", "8000", "ffff");
  const version6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((parts) => parts.join(":"));
  const range = fc.oneof(
    fc.tuple(version4, fc.nat(32)).map(([address, bits]) => `${address}/${bits}`),
    fc.tuple(version6, fc.nat(128)).map(([address, bits]) => `${address}/${bits}`),
  );

  test("holds what one of its entries holds", () => {
    const addresses = fc.array(fc.oneof(version4, version6), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 5 }), addresses, (cidrs, asked) => {
        const list = compileAllowlist(of(...cidrs));
        for (const address of asked)
          expect(list.has(address)).toBe(cidrs.some((cidr) => parseCidr(cidr)?.has(address)));
      }),
    );
  });

  // Time of this thread, so that a busy machine says the same; one comparison an entry would take a hundred times as long.
  test("of five thousand entries is asked as fast as of a few", () => {
    const list = compileAllowlist(of(...Array.from({ length: 5000 }, (_, at) => `10.${at >> 8}.${at & 255}.1/32`)));
    const before = process.cpuUsage();
    for (let at = 0; at < 5000; at++) list.has(`11.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(300);
  });

  test("says the same after it was asked for more than it keeps", () => {
    const list = compileAllowlist(of("10.0.0.0/22"));
    const asked = Array.from({ length: 2100 }, (_, each) => `10.0.${each >> 8}.${each & 255}`);
    const first = asked.map((address) => list.has(address));
    expect(asked.map((address) => list.has(address))).toEqual(first);
    expect(first.filter(Boolean)).toHaveLength(1024);
  });
});

test.each([
  ["192.0.2.1", undefined],
  ["192.0.2.0/24", undefined],
  ["::/0", undefined],
  ["192.0.2.0/32", undefined],
  ["192.0.2.0/33", "A range like this ends in /0 to /32. Did you mean /3?"],
  ["192.0.2.0/244", "A range like this ends in /0 to /32. Did you mean /24?"],
  ["192.0.2.0/3333", "A range like this ends in /0 to /32."],
  ["192.0.2.0/", "A range like this ends in /0 to /32."],
  ["192.0.2.0/x", "A range like this ends in /0 to /32."],
  ["2001:db8::/129", "A range like this ends in /0 to /128. Did you mean /12?"],
  ["192.0.2.0/24/8", "This is not an IP address or range."],
  ["192.0.2", "This is not an IP address or range."],
  ["", "This is not an IP address or range."],
])("what is wrong with %j: %s", (cidr, expected) => {
  expect(findCidrFault(cidr)).toBe(expected);
});
