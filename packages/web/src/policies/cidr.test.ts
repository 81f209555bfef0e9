import { expect, test } from "vitest";
import { cidrFault, isWithin } from "./cidr.ts";

test("addresses and ranges are taken as the server takes them", () => {
  for (const good of [
    "203.0.113.0/24",
    "192.0.2.1",
    "0.0.0.0/0",
    "2001:db8:4f::/48",
    "::1",
    "::/0",
    "::ffff:192.0.2.1",
    "1:2:3:4:5:6:7:8",
  ])
    expect(cidrFault(good), good).toBeUndefined();
  for (const bad of [
    "",
    "example.com",
    "203.0.113",
    "203.0.113.256",
    "01.2.3.4",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "12345::",
    "192.0.2.0/24/8",
  ])
    expect(cidrFault(bad), bad).toBe("This is not an IP address or range.");
});

test("a prefix that is too long is told with what was meant", () => {
  expect(cidrFault("2001:db8:4f::/148")).toBe("A range like this ends in /0 to /128. Did you mean /14?");
  expect(cidrFault("192.0.2.0/240")).toBe("A range like this ends in /0 to /32. Did you mean /24?");
  expect(cidrFault("192.0.2.0/")).toBe("A range like this ends in /0 to /32.");
});

test("an address lies in a range, or not", () => {
  expect(isWithin("203.0.113.24", "203.0.113.0/24")).toBe(true);
  expect(isWithin("203.0.114.24", "203.0.113.0/24")).toBe(false);
  expect(isWithin("192.0.2.63", "192.0.2.0/26")).toBe(true);
  expect(isWithin("192.0.2.64", "192.0.2.0/26")).toBe(false);
  expect(isWithin("192.0.2.1", "192.0.2.1")).toBe(true);
  expect(isWithin("2001:db8:4f:1::9", "2001:db8:4f::/48")).toBe(true);
  expect(isWithin("2001:db8:50::9", "2001:db8:4f::/48")).toBe(false);
  expect(isWithin("192.0.2.1", "::/0")).toBe(false);
  expect(isWithin("192.0.2.1", "nonsense")).toBe(false);
});
