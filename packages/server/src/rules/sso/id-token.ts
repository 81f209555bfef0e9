import { instantOf } from "./numeric-date.ts";
import type { Check } from "../../vocabulary/sso.ts";
import { idTokenCheck } from "./id-token-checks.ts";

/** An ID token's claims, after its signature held. Seconds, as they are sent. */
export type Claims = Readonly<Record<string, unknown>>;

/** What one must be an answer to. Instants in Unix milliseconds. */
export interface ExpectedToken {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** Set when a fresh sign-in was asked for: when. */
  readonly forcedAt: number | null;
  /** `at_hash` as it must be for the access token that came along; null where none came. */
  readonly accessTokenHash: string | null;
  readonly now: number;
}

/** Clocks differ by so much. */
export const skewMs = 60_000;
/** No ID token is taken that was made longer ago: it is fetched the moment it is made. */
const oldestMs = 10 * 60_000;

const iso = (at: number | null): string => (at === null ? "nothing" : new Date(at).toISOString());

/** Judges an ID token (OpenID Connect Core 1.0 §3.1.3.7): every check, also those behind the first that fails. */
export function judgeIdToken(claims: Claims, expected: ExpectedToken): Check[] {
  return [...judgeParties(claims, expected), ...judgeTimes(claims, expected)];
}

function judgeParties(claims: Claims, { issuer, clientId, nonce, accessTokenHash }: ExpectedToken): Check[] {
  const { iss, aud, azp, sub, at_hash: atHash } = claims;
  const isOurs = aud === clientId || (Array.isArray(aud) && aud.length === 1 && aud[0] === clientId);
  const isNonce = claims.nonce === nonce;
  const hasSubject = typeof sub === "string" && sub !== "" && sub.length <= 255 && !/\p{Cc}|\p{Cs}/u.test(sub);
  const isItsHash = atHash === undefined || accessTokenHash === null || atHash === accessTokenHash;
  const seenHash = atHash === undefined ? "nothing" : atHash === accessTokenHash ? "the same" : "another";
  const hash = "the hash of the access token that came along";
  return [
    idTokenCheck("issuer", iss === issuer, issuer, iss),
    idTokenCheck("audience", isOurs, clientId, aud),
    idTokenCheck("authorized-party", azp === undefined || azp === clientId, clientId, azp),
    idTokenCheck("nonce", isNonce, "the one sent with the request", isNonce ? "the same" : "another or none"),
    idTokenCheck("subject", hasSubject, "a name of at most 255 characters that can be seen", sub),
    idTokenCheck("access-token-hash", isItsHash, hash, seenHash),
  ];
}

function judgeTimes(claims: Claims, { forcedAt, now }: ExpectedToken): Check[] {
  const [exp, iat, nbf] = [instantOf(claims.exp), instantOf(claims.iat), instantOf(claims.nbf)];
  const at = instantOf(claims.auth_time);
  const isRecent = iat !== null && iat <= now + skewMs && iat >= now - oldestMs;
  const isBegun = claims.nbf === undefined || (nbf !== null && nbf <= now + skewMs);
  const isDated = at !== null && at <= now + skewMs;
  const isFresh = forcedAt === null || (isDated && at >= forcedAt - skewMs);
  const recently = `within the last ten minutes before ${iso(now)}`;
  return [
    idTokenCheck("expiry", exp !== null && exp > now - skewMs, `after ${iso(now)}`, iso(exp)),
    idTokenCheck("issued-at", isRecent, recently, iso(iat)),
    idTokenCheck("not-before", isBegun, `before ${iso(now)}`, iso(nbf)),
    idTokenCheck("authentication-time", claims.auth_time === undefined || isDated, `before ${iso(now)}`, iso(at)),
    idTokenCheck("fresh-sign-in", isFresh, forcedAt === null ? "not asked for" : `after ${iso(forcedAt)}`, iso(at)),
  ];
}
