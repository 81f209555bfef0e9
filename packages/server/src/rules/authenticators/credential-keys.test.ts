import { expect, test } from "vitest";
import { decideKeyShape } from "./credential-keys.ts";

const bytes = (length: number, fill = 0x81): Uint8Array => new Uint8Array(length).fill(fill);
const ec = (alg: number, crv: number, length: number, kty = 2): [number, unknown][] => [
  [1, kty],
  [3, alg],
  [-1, crv],
  [-2, bytes(length)],
  [-3, bytes(length)],
];
const rsa = (n: Uint8Array, e: Uint8Array): [number, unknown][] => [
  [1, 3],
  [3, -257],
  [-1, n],
  [-2, e],
];
const e = Uint8Array.from([1, 0, 1]);

test.each<[string, [number, unknown][], string | undefined]>([
  ["ES256", ec(-7, 1, 32), "EC2"],
  ["ES384", ec(-35, 2, 48), "EC2"],
  ["ES512", ec(-36, 3, 66), "EC2"],
  ["ES256 of another curve", ec(-7, 2, 48), undefined],
  ["ES256 of another size", ec(-7, 1, 33), undefined],
  ["ES256 of another type", ec(-7, 1, 32, 1), undefined],
  ["an algorithm nobody asked for", ec(-47, 8, 32), undefined],
  ["a member more", [...ec(-7, 1, 32), [2, bytes(1)]], undefined],
  [
    "Ed25519",
    [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(32)],
    ],
    "OKP",
  ],
  [
    "X25519",
    [
      [1, 1],
      [3, -8],
      [-1, 4],
      [-2, bytes(32)],
    ],
    undefined,
  ],
  ["RSA of 2048 bits", rsa(bytes(256), e), "RSA"],
  ["RSA of 2047 bits", rsa(bytes(256, 0x7f), e), undefined],
  ["RSA of 8192 bits", rsa(bytes(1024), e), "RSA"],
  ["RSA of more", rsa(bytes(1025), e), undefined],
  ["RSA, even", rsa(bytes(256, 0x80), e), undefined],
  ["RSA with 1", rsa(bytes(256), Uint8Array.from([1])), undefined],
  ["RSA with 3", rsa(bytes(256), Uint8Array.from([3])), "RSA"],
  ["RSA with 3 behind a zero", rsa(bytes(256), Uint8Array.from([0, 3])), undefined],
  ["nothing", [], undefined],
])("%s", (_name, members, type) => expect(decideKeyShape(new Map(members))?.type).toBe(type));
