import { expect, test } from "vitest";
import { write, writeRange } from "./address-form.ts";

test.each([
  [0, "0.0.0.0"],
  [0xc0000201, "192.0.2.1"],
  [0xffffffff, "255.255.255.255"],
  [0n, "::"],
  [1n, "::1"],
  [1n << 112n, "1::"],
  [0x20010db8000000000001000000000001n, "2001:db8::1:0:0:1"],
  [0x20010db8000000010001000100010001n, "2001:db8:0:1:1:1:1:1"],
  [0xffffc0000201n, "::ffff:c000:201"],
])("%s is written %s", (number, expected) => {
  expect(write(number)).toBe(expected);
});

test.each([
  [0xcb0071, 24, "203.0.113.0/24"],
  [0, 0, "0.0.0.0/0"],
  [0xc0000201, 32, "192.0.2.1/32"],
  [0x20010db8n, 32, "2001:db8::/32"],
  [0n, 0, "::/0"],
  [1n, 128, "::1/128"],
])("the network %s of %s bits is written %s", (network, bits, expected) => {
  expect(writeRange(network, bits)).toBe(expected);
});
