import type { Claims } from "./id-token.ts";
import { skewMs } from "./id-token.ts";
import { instantOf } from "./numeric-date.ts";

/** What a token of a provider must say. Instants in Unix milliseconds. */
export interface ExpectedOrder {
  readonly issuer: string;
  readonly clientId: string;
  readonly now: number;
}

/** A provider's order that somebody be signed out: by its name of them, of its own session, or both. */
export interface LogoutOrder {
  readonly subject: string | null;
  readonly sid: string | null;
  readonly jti: string;
  /** Until when it could be sent again. */
  readonly expiresAt: number;
}

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";
const oldestMs = 10 * 60_000;

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" && value.length <= 1000 ? value : null;
const isOnly = (aud: unknown, expected: string): boolean =>
  aud === expected || (Array.isArray(aud) && aud.length === 1 && aud[0] === expected);

function isInTime({ iat, exp }: Claims, now: number, longestMs: number): boolean {
  const [issued, ends] = [instantOf(iat), instantOf(exp)];
  if (issued === null || ends === null) return false;
  return issued <= now + skewMs && issued >= now - longestMs && ends > now - skewMs && ends <= issued + longestMs;
}

/** Reads a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6), after its signature held. What is wrong with it, otherwise. */
export function judgeLogoutToken(
  claims: Claims,
  typ: string | undefined,
  { issuer, clientId, now }: ExpectedOrder,
): LogoutOrder | { readonly fault: string } {
  const { events } = claims;
  const [subject, sid, jti] = [textOf(claims.sub), textOf(claims.sid), textOf(claims.jti)];
  const event: unknown = typeof events === "object" && events !== null ? (events as Claims)[logoutEvent] : undefined;
  if (typ !== undefined && typ.toLowerCase() !== "logout+jwt") return { fault: "typ" };
  if (claims.iss !== issuer) return { fault: "iss" };
  if (!isOnly(claims.aud, clientId)) return { fault: "aud" };
  if (!isInTime(claims, now, oldestMs)) return { fault: "time" };
  if (typeof event !== "object" || event === null) return { fault: "events" };
  if ("nonce" in claims) return { fault: "nonce" };
  if (jti === null) return { fault: "jti" };
  if (subject === null && sid === null) return { fault: "sub" };
  return { subject, sid, jti, expiresAt: instantOf(claims.exp)! + skewMs };
}

const revocationMs = 5 * 60_000;

/** Judges who asks for a global token revocation (draft-parecki-oauth-global-token-revocation), after the signature held. */
export function judgeRevocationToken(
  claims: Claims,
  typ: string | undefined,
  { issuer, clientId, now, endpoint }: ExpectedOrder & { readonly endpoint: string },
): { readonly jti: string | null; readonly expiresAt: number } | { readonly fault: string } {
  if (typ?.toLowerCase() !== "global-token-revocation+jwt") return { fault: "typ" };
  if (claims.iss !== issuer) return { fault: "iss" };
  if (claims.sub !== clientId) return { fault: "sub" };
  if (!isOnly(claims.aud, endpoint)) return { fault: "aud" };
  if (!isInTime(claims, now, revocationMs)) return { fault: "time" };
  return { jti: textOf(claims.jti), expiresAt: instantOf(claims.exp)! + skewMs };
}
