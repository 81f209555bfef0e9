import { describe, expect, test } from "vitest";
import { type Cidr, decideClientAddress, decideThrottleAddress, parseCidr } from "./client-address.ts";

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
    ["all hops are proxies", "10.0.0.1", "10.0.0.3, 10.0.0.2", proxies, "10.0.0.3"],
  ])("%s", (_name, socket, header, trusted, expected) => {
    expect(decideClientAddress(socket, header, trusted)).toBe(expected);
  });

  test.each(["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "::/129", "x", "", "10.0.0.0/8/8", "10.0.0.0/1e1"])(
    "%s is no range",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  test("an IPv6 customer is throttled by the /64 they have", () => {
    expect(decideThrottleAddress("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(decideThrottleAddress("2001:db8::6")).toBe("2001:db8:0:0::/64");
    expect(decideThrottleAddress("::1")).toBe("0:0:0:0::/64");
    expect(decideThrottleAddress("192.0.2.1")).toBe("192.0.2.1");
  });
});
