/** What a credential's key says of itself: the members of its COSE map (RFC 9052 §7), by label. */
export type CoseMembers = ReadonlyMap<unknown, unknown>;

/** A key that may be believed, in the one form its algorithm has (WebAuthn L3 §5.8.5). */
export type CredentialKey =
  | { readonly type: "EC2"; readonly curve: EcCurve; readonly x: Uint8Array; readonly y: Uint8Array }
  | { readonly type: "OKP"; readonly x: Uint8Array }
  | { readonly type: "RSA"; readonly n: Uint8Array; readonly e: Uint8Array };

export type EcCurve = "P-256" | "P-384" | "P-521";

// COSE labels (RFC 9053 §7): the type of key, its algorithm, and what that type has.
const [kty, alg] = [1, 3];
const curves: Readonly<Record<number, { readonly crv: number; readonly curve: EcCurve; readonly bytes: number }>> = {
  [-7]: { crv: 1, curve: "P-256", bytes: 32 },
  [-35]: { crv: 2, curve: "P-384", bytes: 48 },
  [-36]: { crv: 3, curve: "P-521", bytes: 66 },
};

/** Reads a key by its algorithm. Undefined for anything that is not just what that algorithm has: less, more, or of another size. */
export function decideKeyShape(key: CoseMembers): CredentialKey | undefined {
  const algorithm = key.get(alg);
  if (algorithm === -8) return readEd25519(key);
  if (algorithm === -257) return readRsa(key);
  return typeof algorithm === "number" ? readEc2(key, curves[algorithm]) : undefined;
}

const bytesOf = (key: CoseMembers, label: number, length?: number): Uint8Array | undefined => {
  const value = key.get(label);
  return value instanceof Uint8Array && (length === undefined || value.length === length) ? value : undefined;
};

function readEc2(key: CoseMembers, expected: (typeof curves)[number] | undefined): CredentialKey | undefined {
  if (!expected || key.size !== 5 || key.get(kty) !== 2 || key.get(-1) !== expected.crv) return undefined;
  const [x, y] = [bytesOf(key, -2, expected.bytes), bytesOf(key, -3, expected.bytes)];
  return x && y && { type: "EC2", curve: expected.curve, x, y };
}

function readEd25519(key: CoseMembers): CredentialKey | undefined {
  if (key.size !== 4 || key.get(kty) !== 1 || key.get(-1) !== 6) return undefined;
  const x = bytesOf(key, -2, 32);
  return x && { type: "OKP", x };
}

function readRsa(key: CoseMembers): CredentialKey | undefined {
  if (key.size !== 4 || key.get(kty) !== 3) return undefined;
  const [n, e] = [bytesOf(key, -1), bytesOf(key, -2)];
  return n && e && decideRsa(n, e) ? { type: "RSA", n, e } : undefined;
}

const [fewestBits, mostBits] = [2048, 8192];

/** 2048 bits at least (NIST SP 800-131A), an odd exponent from 3, both written without zeros in front, and nothing that is slow to verify. */
function decideRsa(n: Uint8Array, e: Uint8Array): boolean {
  const [first = 0, last = 0] = [n[0], n.at(-1)];
  const bits = n.length * 8 - Math.clz32(first) + 24;
  if (first === 0 || last % 2 === 0 || bits < fewestBits || bits > mostBits) return false;
  const isOdd = (e.at(-1) ?? 0) % 2 === 1;
  return e.length >= 1 && e.length <= 4 && e[0] !== 0 && isOdd && (e.length > 1 || (e[0] ?? 0) >= 3);
}
