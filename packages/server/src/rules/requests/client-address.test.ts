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
    ["nonsense ends the walk", "10.0.0.1", "203.0.113.9, x", proxies, "10.0.0.1"],
    ["an empty header", "10.0.0.1", "", proxies, "10.0.0.1"],
    ["an IPv6 proxy and client", "2001:db8::1", "2a00:1::5", proxies, "2a00:1::5"],
    ["IPv4 mapped into IPv6", "::ffff:10.0.0.1", "::ffff:203.0.113.9", proxies, "203.0.113.9"],
    ["mapped, in groups", "::ffff:a00:1", "::ffff:cb00:7109", proxies, "203.0.113.9"],
    ["in one form", "10.0.0.1", "2A00:0001:0:0:0:0:0:5", proxies, "2a00:1::5"],
    ["a zone in a header is nonsense", "10.0.0.1", "fe80::1%eth0", proxies, "10.0.0.1"],
    ["so is octal", "10.0.0.1", "0313.0.113.9", proxies, "10.0.0.1"],
    ["so is a port", "10.0.0.1", "203.0.113.9:4711", proxies, "10.0.0.1"],
    ["all hops are proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", proxies, "10.0.0.3"],
  ])("%s", (_name, socket, header, trusted, expected) => {
    expect(decideClientAddress(socket, header, trusted)).toBe(expected);
  });

  test.each([
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["fe80::1%eth0", "fe80::1"],
    ["FE80:0::1", "fe80::1"],
    ["unknown", "unknown"],
    ["unix:", "unix:"],
  ])("at the other end, %s is %s", (given, normal) => {
    expect(normalizeAddress(given)).toBe(normal);
  });

  test("an IPv6 customer is throttled by the /64 they have", () => {
    expect(decideThrottleAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(decideThrottleAddress("2001:db8::6")).toBe("2001:db8:0:0::/64");
    expect(decideThrottleAddress("::1")).toBe("0:0:0:0::/64");
    expect(decideThrottleAddress("192.0.2.1")).toBe("192.0.2.1");
  });
});
