import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalAddress, parseCidr } from "../../server/src/rules/requests/address.ts";
import { compileAllowlist, findCidrFault } from "../../server/src/rules/policies/allowlist.ts";
import { cidrFault, isWithin } from "../src/policies/cidr.ts";

/** What server and browser take for an address or a range. */
const good = [
  ...["203.0.113.0/24", "192.0.2.1", "0.0.0.0/0", "255.255.255.255/32", "10.1.2.3/8", "10.0.0.0/08"],
  ...["2001:db8:4f::/48", "::1", "::/0", "::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "2001:DB8::A/128"],
  ...[
    "::ffff:192.0.2.1",
    "::ffff:10.0.0.0/104",
    "::ffff:a00:0/104",
    "::ffff:0:0/95",
    "64:ff9b::192.0.2.1",
    "::192.0.2.1",
  ],
];
const noAddress = [
  ...["", " ", "example.com", "203.0.113", "203.0.113.256", "1.2.3", "1.2", "16909060", "0x7f.1", "0x7f.0.0.1"],
  ...[
    "010.0.0.1",
    "01.2.3.4",
    "1.2.3.04",
    "+1.2.3.4",
    "1.2.3.4.",
    ".1.2.3.4",
    "1..2.3",
    "1.2.3.4.5",
    "1.2.3.4 5",
    "１.2.3.4",
  ],
  ...[
    "1::2::3",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2:3:4:5:6:7:8",
    "12345::",
    "00001::",
    "g::",
    ":1",
    "1:",
    "::1:",
  ],
  ...["::ffff:010.0.0.1", "::ffff:1.2.3", "::ffff:1.2.3.256", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::0x1", "[::1]"],
  ...["fe80::1%eth0", "fe80::1%1", "::1%", "127.0.0.1%lo", "fe80::1%eth0/64", "192.0.2.0/24/8", "127.0.0.1:80"],
];
const noPrefix = [
  ...["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/1e1", "10.0.0.0/ 8", "10.0.0.0/0x8", "10.0.0.0/255.0.0.0"],
  ...["192.0.2.0/240", "::/129", "2001:db8:4f::/148", "::ffff:10.0.0.0/129", "10.0.0.0/0008"],
];

describe("an address or a range, to server and browser alike", () => {
  test.each(good)("%s is one", (text) => {
    expect([findCidrFault(text), cidrFault(text)]).toEqual([undefined, undefined]);
  });

  test.each(noAddress)('"%s" is none', (text) => {
    const fault = "This is not an IP address or range.";
    expect([findCidrFault(text), cidrFault(text)]).toEqual([fault, fault]);
    expect(parseCidr(text)).toBeUndefined();
    expect(canonicalAddress(text)).toBeUndefined();
  });

  test.each(noPrefix)("%s has a wrong prefix, and both say the same of it", (text) => {
    expect(findCidrFault(text)).toMatch(/^A range like this ends in \/0 to \/(32|128)\./);
    expect(cidrFault(text)).toBe(findCidrFault(text));
    expect(parseCidr(text)).toBeUndefined();
  });

  const piece = fc.constantFrom(
    ...[
      "",
      "0",
      "1",
      "00",
      "ffff",
      "FFFF",
      "12345",
      "10",
      "255",
      "256",
      "01",
      "a",
      "g",
      "::",
      ":",
      ".",
      "/",
      "%1",
      "0.2",
    ],
    ...["192.0.2.1", "::ffff:", "/8", "/96", "/104", "/128", "/129", "2001:db8", "x"],
  );
  test("whatever is put together of pieces, both say the same of it", () => {
    const text = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (given) => {
        expect(cidrFault(given), given).toBe(findCidrFault(given));
      }),
      { numRuns: 3000 },
    );
  });

  test("every range holds the same addresses for both", () => {
    const ranges = good.filter((text) => parseCidr(text) !== undefined);
    for (const range of ranges)
      for (const address of [
        "192.0.2.1",
        "10.200.0.1",
        "::ffff:10.9.9.9",
        "::ffff:a09:909",
        "::1",
        "::c000:201",
        "2001:db8:4f::1",
      ]) {
        const held = parseCidr(range)!.has(address);
        expect(isWithin(address, range), `${address} in ${range}`).toBe(held);
        expect(compileAllowlist([{ cidr: range, label: "" }]).has(address)).toBe(held);
      }
  });
});
