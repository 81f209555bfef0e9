import { describe, expect, test } from "vitest";
import { isWrittenBy, readCredentialKey } from "../../src/authenticators/passkey/credential-key.ts";
import {
  endOfCborItem,
  isDerSignature,
  isWholeAuthenticatorData,
} from "../../src/authenticators/passkey/strict-bytes.ts";
import { ecMembers, edMembers, hex, type Members, rsaPair, toCose, valueOf, withMember } from "../support/cose-keys.ts";

const p256 = ecMembers("P-256");
const p384 = ecMembers("P-384");
const p521 = ecMembers("P-521");
const ed = edMembers();
const rsa = rsaPair(2048).members;

/** Adds one to the last byte: on the curve with a chance of about none. */
const moved = (members: Members, label: number): Members => {
  const value = valueOf(members, label);
  value[value.length - 1]! ^= 1;
  return withMember(members, label, value);
};
const p = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
const littleEndian = (text: string): Buffer => hex(text).reverse();

describe("a credential's key", () => {
  test.each<[string, Members]>([
    ["ES256", p256],
    ["ES384", p384],
    ["ES512", p521],
    ["Ed25519", ed],
    [
      "Ed25519, the vector of RFC 8032",
      edMembers(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")),
    ],
    ["RS256, 2048 bits", rsa],
    ["RS256, 4096 bits", rsaPair(4096).members],
    ["RS256, exponent 3", rsaPair(2048, 3).members],
  ])("of %s is taken", async (_name, members) => {
    expect(await readCredentialKey(toCose(members))).toBeDefined();
  });

  test.each<[string, Members]>([
    ["P-256 off the curve", moved(p256, -3)],
    ["P-384 off the curve", moved(p384, -2)],
    ["P-521 off the curve", moved(p521, -3)],
    ["P-256 at 0, 0", withMember(withMember(p256, -2, Buffer.alloc(32)), -3, Buffer.alloc(32))],
    ["P-256 with an x of the prime", withMember(p256, -2, p)],
    ["P-256 with a short x", withMember(p256, -2, valueOf(p256, -2).subarray(1))],
    ["P-256 with a long y", withMember(p256, -3, Buffer.concat([Buffer.alloc(1), valueOf(p256, -3)]))],
    ["P-256 compressed", withMember(p256, -3, 1)],
    ["ES256 on P-384", withMember(p384, 3, -7)],
    ["ES384 on P-256", withMember(p256, 3, -35)],
    ["ES256 on secp256k1", withMember(p256, -1, 8)],
    ["ES256K", withMember(p256, 3, -47)],
    ["EdDSA on P-256", withMember(p256, 3, -8)],
    ["ES256 with the type of RSA", withMember(p256, 1, 3)],
    ["RS1", withMember(rsa, 3, -65535)],
    ["RS512, not asked for", withMember(rsa, 3, -259)],
    ["PS256, not asked for", withMember(rsa, 3, -37)],
    ["a member more", [...p256, [4, Buffer.from("x")]]],
    ["a private key in it", [...p256, [-4, Buffer.alloc(32, 1)]]],
    ["a member less", p256.slice(0, 4)],
    ["no algorithm", p256.filter(([label]) => label !== 3)],
    ["Ed448", withMember(ed, -1, 7)],
    ["Ed25519 with a y", [...ed, [-3, Buffer.alloc(32, 1)]]],
    ["Ed25519 of 31 bytes", edMembers(valueOf(ed, -2).subarray(1))],
    ["RSA of 512 bits", rsaPair(512).members],
    ["RSA of 1024 bits", rsaPair(1024).members],
    ["RSA of 2047 bits", withMember(rsa, -1, Buffer.concat([Buffer.from([0x7f]), valueOf(rsa, -1).subarray(1)]))],
    ["RSA of 2048 bits with a zero in front", withMember(rsa, -1, Buffer.concat([Buffer.alloc(1), valueOf(rsa, -1)]))],
    ["RSA padded to size", withMember(rsa, -1, Buffer.concat([Buffer.alloc(192), valueOf(rsaPair(512).members, -1)]))],
    ["RSA of 16384 bits", withMember(rsa, -1, Buffer.alloc(2048, 0xff))],
    [
      "RSA with an even modulus",
      withMember(rsa, -1, Buffer.concat([valueOf(rsa, -1).subarray(0, 255), Buffer.alloc(1)])),
    ],
    ["RSA with exponent 1", withMember(rsa, -2, Buffer.from([1]))],
    ["RSA with exponent 2", withMember(rsa, -2, Buffer.from([2]))],
    ["RSA with an even exponent", withMember(rsa, -2, Buffer.from([1, 0, 0]))],
    ["RSA with no exponent", withMember(rsa, -2, Buffer.alloc(0))],
    ["RSA with an exponent of zeros", withMember(rsa, -2, Buffer.alloc(3))],
    ["RSA with an exponent of a megabit", withMember(rsa, -2, Buffer.alloc(128, 0xff))],
    [
      "names for numbers, as a Firefox of 2023 wrote them",
      [
        [1, "OKP"],
        [3, -8],
        [-1, "Ed25519"],
        [-2, valueOf(ed, -2)],
      ],
    ],
  ])("%s is refused", async (_name, members) => {
    expect(await readCredentialKey(toCose(members))).toBeUndefined();
  });

  // The eight points of small order in the ways they can be written, and one written as if it were another.
  test.each([
    ["order 1", littleEndian(`${"00".repeat(31)}01`)],
    ["order 1 with a sign", littleEndian(`80${"00".repeat(30)}01`)],
    ["order 2", littleEndian(`7f${"ff".repeat(30)}ec`)],
    ["order 2 with a sign", littleEndian(`${"ff".repeat(31)}ec`)],
    ["order 4", Buffer.alloc(32)],
    ["order 4, the other", littleEndian(`80${"00".repeat(31)}`)],
    ["order 8", hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")],
    ["order 8, the other", hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")],
    ["order 8 with a sign", hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")],
    ["0 written as the prime", littleEndian(`7f${"ff".repeat(30)}ed`)],
    ["1 written as the prime and one", littleEndian(`7f${"ff".repeat(30)}ee`)],
    ["a y of 2^255 - 1", littleEndian(`7f${"ff".repeat(31)}`)],
    ["a y no point has", littleEndian(`${"00".repeat(31)}02`)],
  ])("of Ed25519, %s, is refused", async (_name, x) => {
    expect(await readCredentialKey(toCose(edMembers(x)))).toBeUndefined();
  });

  test("with bytes behind it, cut off or not a map is refused", async () => {
    const whole = toCose(p256);
    for (const bytes of [Buffer.concat([whole, Buffer.alloc(1)]), whole.subarray(0, -1), hex("01"), hex("80"), hex("")])
      expect(await readCredentialKey(bytes)).toBeUndefined();
  });
});

describe("an ECDSA signature", () => {
  test.each([
    ["the shortest", "3006 020101 020101", true],
    ["a zero that is needed", "3007 02020080 020101", true],
    ["a byte behind it", "3006 020101 020101 00", false],
    ["a byte behind it that is counted", "3007 020101 020101 00", false],
    ["a third number", "3009 020101 020101 020101", false],
    ["a zero that is not needed", "3007 02020001 020101", false],
    ["zero", "3006 020100 020101", false],
    ["a negative number", "3006 020181 020101", false],
    ["an empty number", "3005 0200 020101", false],
    ["a length in two bytes that fits in one", "308106 020101 020101", false],
    ["no definite length", "3080 020101 020101 0000", false],
    ["another tag", "3106 020101 020101", false],
    ["cut off", "3006 020101 0201", false],
    ["nothing", "", false],
  ])("%s", (_name, text, expected) => expect(isDerSignature(hex(text))).toBe(expected));

  test("of P-521 has its length in two bytes", () => {
    const number = Buffer.concat([hex("0242 01"), Buffer.alloc(65, 0xff)]);
    expect(isDerSignature(Buffer.concat([hex("308188"), number, number]))).toBe(true);
  });

  test("of the other kinds is as long as its key", async () => {
    const [edKey, rsaKey] = [await readCredentialKey(toCose(ed)), await readCredentialKey(toCose(rsa))];
    expect([63, 64, 65].map((length) => isWrittenBy(edKey!, Buffer.alloc(length)))).toEqual([false, true, false]);
    expect([255, 256, 257].map((length) => isWrittenBy(rsaKey!, Buffer.alloc(length)))).toEqual([false, true, false]);
  });
});

test.each([
  ["a map in a map", "a1 01 a1 02 03", 5],
  ["a number in more bytes than it needs", "1801", undefined],
  ["a length in more bytes than it needs", "590001 ff", undefined],
  ["no definite length", "bf 01 02 ff", undefined],
  ["a text that is cut off", "63 6161", undefined],
  ["an array that says it has four billion items", "9a ffffffff 00", undefined],
  ["nested without end", "81".repeat(40), undefined],
])("CBOR: %s", (_name, text, end) => expect(endOfCborItem(hex(text), 0)).toBe(end));

test.each([
  ["plain", "05", "", true],
  ["with a byte behind it", "05", "00", false],
  ["that promises extensions and has none", "85", "", false],
  ["with extensions", "85", "a0", true],
  ["with extensions that are no map", "85", "00", false],
  ["with a byte behind its extensions", "85", "a000", false],
  ["that promises a credential and has none", "45", "", false],
])("authenticator data %s", (_name, flags, rest, expected) => {
  const data = Buffer.concat([Buffer.alloc(32), hex(flags), Buffer.alloc(4), hex(rest)]);
  expect(isWholeAuthenticatorData(data)).toBe(expected);
});
