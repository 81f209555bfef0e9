import { createHash } from "node:crypto";

/** The left half of a token's hash in base64url, by the hash of a signature's algorithm (`at_hash`, OpenID Connect Core 1.0 §3.1.3.6). */
export function leftHalf(alg: string, token: string): string {
  const bits = /^[RPE]S(256|384|512)$/.exec(alg)?.[1] ?? "512";
  const digest = createHash(`sha${bits}`).update(token).digest();
  return digest.subarray(0, digest.length / 2).toString("base64url");
}
