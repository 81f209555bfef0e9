import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Cbor, map } from "./software-authenticator.ts";

export type Members = readonly (readonly [Cbor, Cbor])[];

const bytes = (base64url: string | undefined): Buffer => Buffer.from(base64url ?? "", "base64url");
export const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const curves = { "P-256": [-7, 1], "P-384": [-35, 2], "P-521": [-36, 3] } as const;
type Curve = keyof typeof curves;

/** Members of a COSE key of a curve, made anew. */
export function ecMembers(namedCurve: Curve): Members {
  const { x, y } = generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" });
  const [alg, crv] = curves[namedCurve];
  return [
    [1, 2],
    [3, alg],
    [-1, crv],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ];
}

export function edMembers(x?: Uint8Array): Members {
  const { x: made } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  return [
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, x ?? bytes(made)],
  ];
}

export function rsaPair(modulusLength: number, publicExponent = 65537): { key: KeyObject; members: Members } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength, publicExponent });
  const { n, e } = publicKey.export({ format: "jwk" });
  return {
    key: privateKey,
    members: [
      [1, 3],
      [3, -257],
      [-1, bytes(n)],
      [-2, bytes(e)],
    ],
  };
}

/** The same members with one of them another. */
export function withMember(members: Members, label: number, value: Cbor): Members {
  return members.map(([each, old]) => [each, each === label ? value : old] as const);
}

export const valueOf = (members: Members, label: number): Buffer =>
  Buffer.from(members.find(([each]) => each === label)?.[1] as Uint8Array);

export const toCose = (members: Members): Buffer => map(members);
