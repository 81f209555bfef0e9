import { describe, expect, test } from "vitest";
import { type Cidr, parseCidr } from "./address.ts";
import { decideClientAddress, decideThrottleAddress, normalizeAddress } from "./client-address.ts";

const proxies = ["10.0.0.0/8", "2001:db8::/32"].map((text) => parseCidr(text)!);

describe("the client's address", () => {
  test.each<[string, string, string | null, readonly Cidr[], string]>([
    ["without a list no header is believed", "10.0.0.1", "203.0.113.9", [], "10.0.0.1"],
    ["a stranger's header is not believed", "198.51.100.7", "203.0.113.9", proxies, "198.51.100.7"],
    ["one proxy", "10.0.0.1", "203.0.113.9", proxies, "203.0.113.9"],
    ["what the client wrote itself stands further left", "10.0.0.1", "1.1.1.1, 203.0.113.9", proxies, "203.0.113.9"],
    ["two proxies", "10.0.0.1", "203.0.113.9, 10.0.0.2", proxies, "203.0.113.9"],
    ["nonsense is an unknown client", "10.0.0.1", "203.0.113.9, x", proxies, "unknown"],
    ["what proxies call unknown is that", "10.0.0.1", "203.0.113.9, unknown", proxies, "unknown"],
    ["so is an empty header", "10.0.0.1", "", proxies, "unknown"],
    ["so is an empty hop", "10.0.0.1", "203.0.113.9,", proxies, "unknown"],
    ["so is one of white space", "10.0.0.1", "203.0.113.9,\t ", proxies, "unknown"],
    ["a stranger's nonsense is not believed either", "198.51.100.7", "x", proxies, "198.51.100.7"],
    ["a proxy that says nothing asks for itself", "10.0.0.1", null, proxies, "10.0.0.1"],
    ["nonsense behind an address is not reached", "10.0.0.1", "x, 203.0.113.9", proxies, "203.0.113.9"],
    ["nonsense behind a second proxy", "10.0.0.1", "x, 10.0.0.2", proxies, "unknown"],
    ["white space around hops", "10.0.0.1", "\t203.0.113.9 ,\t10.0.0.2 ", proxies, "203.0.113.9"],
    ["no other white space", "10.0.0.1", "\u00a0203.0.113.9", proxies, "unknown"],
    ["an IPv6 proxy and client", "2001:db8::1", "2a00:1::5", proxies, "2a00:1::5"],
    ["IPv4 mapped into IPv6", "::ffff:10.0.0.1", "::ffff:203.0.113.9", proxies, "203.0.113.9"],
    ["mapped, in groups", "::ffff:a00:1", "::ffff:cb00:7109", proxies, "203.0.113.9"],
    ["in one form", "10.0.0.1", "2A00:0001:0:0:0:0:0:5", proxies, "2a00:1::5"],
    ["a zone says by which net it came", "10.0.0.1", "fe80::1%eth0", proxies, "fe80::1"],
    ["octal is nonsense", "10.0.0.1", "0313.0.113.9", proxies, "unknown"],
    ["so are hexadecimal and short IPv4", "10.0.0.1", "0xcb007109, 10.2", proxies, "unknown"],
    ["a port is left away", "10.0.0.1", "203.0.113.9:4711", proxies, "203.0.113.9"],
    ["brackets are", "10.0.0.1", "[2A00:1::0005]", proxies, "2a00:1::5"],
    ["brackets and a port are", "10.0.0.1", "[2a00:1::5]:443", proxies, "2a00:1::5"],
    ["mapped, in brackets with a port", "10.0.0.1", "[::ffff:203.0.113.9]:80", proxies, "203.0.113.9"],
    ["a proxy's own port", "10.0.0.1", "203.0.113.9, 10.0.0.2:8080", proxies, "203.0.113.9"],
    ["IPv6 with a port but no brackets is another address", "10.0.0.1", "2a00:1::5:443", proxies, "2a00:1::5:443"],
    ["half a bracket", "10.0.0.1", "[2a00:1::5", proxies, "unknown"],
    ["IPv4 in brackets", "10.0.0.1", "[203.0.113.9]", proxies, "unknown"],
    ["a port that is none", "10.0.0.1", "203.0.113.9:http", proxies, "unknown"],
    ["an empty port", "10.0.0.1", "203.0.113.9:", proxies, "unknown"],
    ["a zone on IPv4", "10.0.0.1", "203.0.113.9%1", proxies, "unknown"],
    ["what RFC 7239 writes", "10.0.0.1", "for=203.0.113.9", proxies, "unknown"],
    ["in quotes", "10.0.0.1", '"203.0.113.9"', proxies, "unknown"],
    ["all hops are proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", proxies, "10.0.0.3"],
  ])("%s", (_name, socket, header, trusted, expected) => {
    expect(decideClientAddress(socket, header, trusted)).toBe(expected);
  });

  test.each([
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["fe80::1%eth0", "fe80::1"],
    ["FE80:0::1", "fe80::1"],
    ["unknown", "unknown"],
    ["unix:", "unknown"],
    ["10.0.0.1:443", "10.0.0.1"],
    ["[::1]:443", "::1"],
    ["010.0.0.1", "unknown"],
    ["", "unknown"],
  ])("at the other end, %s is %s", (given, normal) => {
    expect(normalizeAddress(given)).toBe(normal);
  });

  test("no range holds an unknown client, and its throttle is nobody else's", () => {
    for (const range of ["0.0.0.0/0", "::/0", "::ffff:0:0/96"]) expect(parseCidr(range)!.has("unknown")).toBe(false);
    expect(decideThrottleAddress("unknown")).toBe("unknown");
  });

  test("an IPv6 customer is throttled by the /64 they have", () => {
    expect(decideThrottleAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(decideThrottleAddress("2001:db8::6")).toBe("2001:db8:0:0::/64");
    expect(decideThrottleAddress("::1")).toBe("0:0:0:0::/64");
    expect(decideThrottleAddress("192.0.2.1")).toBe("192.0.2.1");
  });
});
