import { compactVerify, errors } from "jose";
import type { Services } from "../../services.ts";
import type { Claims } from "../../rules/sso/id-token.ts";
import { keysOf } from "./provider-keys.ts";

/** Signatures that count: by the provider's own key, never by a secret both know, never by none. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const mostLetters = 64 * 1024;

/** A token whose signature holds. */
export interface VerifiedToken {
  readonly claims: Claims;
  readonly alg: string;
  readonly typ: string | undefined;
}

/** Checks a token's signature by the provider's published keys; what is wrong with it, in a word, otherwise. */
export async function verifyToken(
  services: Services,
  jwksUri: string,
  token: string,
): Promise<VerifiedToken | { readonly fault: string }> {
  if (token.length > mostLetters) return { fault: "more than 64 KiB" };
  try {
    const { payload, protectedHeader } = await compactVerify(token, keysOf(services, jwksUri), { algorithms });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    if (typeof claims !== "object" || claims === null || Array.isArray(claims)) return { fault: "no claims" };
    return { claims: claims as Claims, alg: protectedHeader.alg, typ: protectedHeader.typ };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { fault: error.code };
    if (error instanceof SyntaxError) return { fault: "no claims" };
    // What a provider publishes as its key may be none that anything can be checked with.
    if (error instanceof TypeError || error instanceof DOMException) return { fault: "no key that can be used" };
    throw error;
  }
}
