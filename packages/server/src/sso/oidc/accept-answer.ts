import { leftHalf } from "../../crypto/left-half.ts";
import type { OidcConfiguration } from "../../policies/connections.ts";
import type { Services } from "../../services.ts";
import type { CheckName } from "../../vocabulary/checks.ts";
import type { Check } from "../../vocabulary/sso.ts";
import { type Claims, judgeIdToken } from "../../rules/sso/id-token.ts";
import { Unaccepted } from "../unaccepted.ts";
import { discover, fetchJson, type Provider } from "./discovery.ts";
import { redeemCode, type Tokens } from "./redeem-code.ts";
import { verifyToken } from "./verify-token.ts";

/** What came back with the browser. */
export interface OidcAnswer {
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly iss: string | undefined;
}

/** What it must be an answer to. */
export interface OidcQuestion {
  readonly configuration: OidcConfiguration;
  readonly clientSecret: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly forcedAt: number | null;
}

/** What a provider said, and every check of it. */
export interface Accepted {
  readonly checks: readonly Check[];
  readonly claims: Claims;
}

/** Redeems an answer of a provider and judges all of it. Throws `Unaccepted` where nothing more can be looked at. */
export async function acceptOidc(services: Services, question: OidcQuestion, answer: OidcAnswer): Promise<Accepted> {
  const { configuration, nonce, forcedAt } = question;
  const { issuer, clientId } = configuration;
  const provider = await discover(services, issuer);
  refuseAnswer(provider, answer);
  const tokens = await redeemCode(services, provider, { ...question, code: answer.code ?? "" });
  const { claims, alg } = await verify(services, provider, tokens.idToken);
  const accessTokenHash = tokens.accessToken === null ? null : leftHalf(alg, tokens.accessToken);
  const expected = { issuer, clientId, nonce, forcedAt, accessTokenHash, now: services.now() };
  const checks: Check[] = [passed("signature", alg), ...judgeIdToken(claims, expected)];
  if (checks.some((check) => !check.passed)) return { checks, claims };
  const more = await askUserinfo(services, provider, tokens, claims);
  return { checks: [...checks, ...more.checks], claims: more.claims };
}

const passed = (name: CheckName, seen: string): Check => ({
  name,
  passed: true,
  expected: "one that holds",
  seen,
  fix: null,
});

function refuseAnswer({ issuer, namesItself }: Provider, { code, error, iss }: OidcAnswer): void {
  if (iss !== undefined ? iss !== issuer : namesItself)
    throw new Unaccepted(
      "answer-issuer",
      issuer,
      iss === undefined ? "nothing" : "another",
      "The answer came from another provider than was asked (RFC 9207).",
    );
  if (error !== undefined) {
    const word = /^[\w.-]{1,60}$/.test(error) ? error : "an error";
    throw new Unaccepted(
      "answer",
      "a code",
      word,
      error === "access_denied"
        ? "Somebody cancelled there, or the provider refused: is this person assigned to the app?"
        : "Look at the provider's own log for why it refused.",
    );
  }
  if (code === undefined)
    throw new Unaccepted(
      "answer",
      "a code",
      "none",
      "The provider answered without a code. Allow the authorization code flow for this client.",
    );
}

async function verify(
  services: Services,
  { jwksUri }: Provider,
  token: string,
): Promise<{ claims: Claims; alg: string }> {
  const verified = await verifyToken(services, jwksUri, token);
  if (!("fault" in verified)) return verified;
  const fix =
    "The ID token must be signed with one of the provider's published keys, by RSA or ECDSA with SHA-256 or better, or by EdDSA.";
  throw new Unaccepted("signature", `one by a key of ${jwksUri}`, verified.fault, fix);
}

// Where the ID token does not hold the address, the provider is asked; what it says must be of the same subject (§5.3.2).
async function askUserinfo(
  services: Services,
  { userinfoEndpoint }: Provider,
  { accessToken }: Tokens,
  claims: Claims,
): Promise<Accepted> {
  if (claims.email !== undefined || userinfoEndpoint === null || accessToken === null) return { checks: [], claims };
  const said = await fetchJson(services, userinfoEndpoint, "userinfo", {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const isSame = said.sub === claims.sub;
  const check: Check = {
    name: "userinfo-subject",
    passed: isSame,
    expected: "the subject of the ID token",
    seen: isSame ? "the same" : "another",
    fix: isSame ? null : "The provider's userinfo endpoint answered for somebody else.",
  };
  return { checks: [check], claims: isSame ? { ...said, ...claims } : claims };
}
