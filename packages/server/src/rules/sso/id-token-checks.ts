import type { Check } from "../../vocabulary/sso.ts";

const clock = "Check the clocks of the provider and of this server.";

/** What to do about each check that fails. */
const fixes = {
  issuer: "Set the issuer here to exactly what the provider calls itself.",
  audience: "The client id here must be the only audience of the provider's tokens.",
  "authorized-party": "The token was made for another client of the provider. Check the client id.",
  nonce: "Begin again. If it stays so, something between here and the provider mixes answers up.",
  subject: "The provider must send the claim sub.",
  "access-token-hash": "The provider sent an access token that is not this ID token's.",
  expiry: clock,
  "issued-at": clock,
  "not-before": clock,
  "authentication-time": clock,
  "fresh-sign-in": "A fresh sign-in was asked for (max_age=0), and the provider's auth_time does not prove one.",
} as const satisfies Readonly<Record<string, string>>;

export type IdTokenCheckName = keyof typeof fixes;
export const idTokenCheckNames = Object.keys(fixes) as IdTokenCheckName[];

const mostSeen = 200;

/** One check of an ID token, with what was seen, cut where it is long. */
export function idTokenCheck(name: IdTokenCheckName, passed: boolean, expected: string, seen: unknown): Check {
  const text = seen === undefined ? "nothing" : typeof seen === "string" ? seen : JSON.stringify(seen);
  return { name, passed, expected, seen: text.slice(0, mostSeen), fix: passed ? null : fixes[name] };
}
