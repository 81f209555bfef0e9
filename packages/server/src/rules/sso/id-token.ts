import type { Check } from "../../vocabulary/sso.ts";

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

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 200);
};

/** Seconds as an instant; null for what is none. */
export const instantOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value * 1000 : null;

const iso = (at: number | null): string => {
  if (at === null || Math.abs(at) > 8.64e15) return "nothing";
  return new Date(at).toISOString();
};

/** Judges an ID token (OpenID Connect Core 1.0 §3.1.3.7): every check, also those behind the first that fails. */
export function judgeIdToken(claims: Claims, expected: ExpectedToken): Check[] {
  return [...judgeParties(claims, expected), ...judgeTimes(claims, expected)];
}

function judgeParties(claims: Claims, { issuer, clientId, nonce, accessTokenHash }: ExpectedToken): Check[] {
  const { iss, aud, azp, sub, at_hash: atHash } = claims;
  const isOurs = aud === clientId || (Array.isArray(aud) && aud.length === 1 && aud[0] === clientId);
  const hasSubject = typeof sub === "string" && sub !== "" && sub.length <= 255;
  return [
    check("issuer", iss === issuer, issuer, iss, "Set the issuer here to exactly what the provider calls itself."),
    check("audience", isOurs, clientId, aud, "The client id here must be the only audience of the provider's tokens."),
    check(
      "authorized-party",
      azp === undefined || azp === clientId,
      clientId,
      azp,
      "The token was made for another client of the provider. Check the client id.",
    ),
    check(
      "nonce",
      claims.nonce === nonce,
      "the one sent with the request",
      claims.nonce === nonce ? "the same" : "another or none",
      "Begin again. If it stays so, something between here and the provider mixes answers up.",
    ),
    check("subject", hasSubject, "a name of at most 255 characters", sub, "The provider must send the claim sub."),
    check(
      "access-token-hash",
      atHash === undefined || accessTokenHash === null || atHash === accessTokenHash,
      "the hash of the access token that came along",
      atHash === undefined ? "nothing" : "another",
      "The provider sent an access token that is not this ID token's.",
    ),
  ];
}

function judgeTimes(claims: Claims, { forcedAt, now }: ExpectedToken): Check[] {
  const [exp, iat, nbf] = [instantOf(claims.exp), instantOf(claims.iat), instantOf(claims.nbf)];
  const authenticatedAt = instantOf(claims.auth_time);
  const isDated = authenticatedAt !== null && authenticatedAt <= now + skewMs;
  const clock = "Check the clocks of the provider and of this server.";
  return [
    check("expiry", exp !== null && exp > now - skewMs, `after ${iso(now)}`, iso(exp), clock),
    check(
      "issued-at",
      iat !== null && iat <= now + skewMs && iat >= now - oldestMs,
      `within the last ten minutes before ${iso(now)}`,
      iso(iat),
      clock,
    ),
    check(
      "not-before",
      claims.nbf === undefined || (nbf !== null && nbf <= now + skewMs),
      `before ${iso(now)}`,
      iso(nbf),
      clock,
    ),
    check(
      "authentication-time",
      claims.auth_time === undefined || isDated,
      `before ${iso(now)}`,
      iso(authenticatedAt),
      clock,
    ),
    check(
      "fresh-sign-in",
      forcedAt === null || (isDated && authenticatedAt >= forcedAt - skewMs),
      forcedAt === null ? "not asked for" : `after ${iso(forcedAt)}`,
      iso(authenticatedAt),
      "A fresh sign-in was asked for (max_age=0), and the provider's auth_time does not prove one.",
    ),
  ];
}

// eslint-disable-next-line max-params -- a row of a table: each of the five is a column
function check(name: string, passed: boolean, expected: string, seen: unknown, fix: string): Check {
  return { name, passed, expected, seen: shown(seen), fix: passed ? null : fix };
}
