import { describe, expect, test } from "vitest";
import { type ExpectedToken, judgeIdToken } from "./id-token.ts";

const now = 1_000_000_000_000;
const at = now / 1000;
const expected: ExpectedToken = {
  ...{ issuer: "https://id.example.com", clientId: "mortise", nonce: "n", forcedAt: null, accessTokenHash: "h", now },
};
const token = { iss: expected.issuer, aud: "mortise", sub: "u1", nonce: "n", iat: at, exp: at + 300, at_hash: "h" };
const failedOf = (claims: object, more: Partial<ExpectedToken> = {}): string[] =>
  judgeIdToken(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>, { ...expected, ...more }).flatMap(
    ({ name, passed }) => (passed ? [] : [name]),
  );

describe("what is judged of an ID token", () => {
  test("all of it passes", () => expect(failedOf(token)).toEqual([]));

  test.each<[string, object, string[]]>([
    ["another issuer", { iss: "https://id.example.com/" }, ["issuer"]],
    ["an audience in a list", { aud: ["mortise"] }, []],
    ["another audience", { aud: "other" }, ["audience"]],
    ["one audience more", { aud: ["mortise", "other"] }, ["audience"]],
    ["no audience", { aud: undefined }, ["audience"]],
    ["another authorized party", { azp: "other" }, ["authorized-party"]],
    ["our own", { azp: "mortise" }, []],
    ["another nonce", { nonce: "m" }, ["nonce"]],
    ["no nonce", { nonce: undefined }, ["nonce"]],
    ["no subject", { sub: undefined }, ["subject"]],
    ["an empty subject", { sub: "" }, ["subject"]],
    ["a subject of 256 characters", { sub: "s".repeat(256) }, ["subject"]],
    ["another access token", { at_hash: "i" }, ["access-token-hash"]],
    ["no hash of it", { at_hash: undefined }, []],
    ["ended a minute ago", { exp: at - 60 }, ["expiry"]],
    ["ended within the difference of clocks", { exp: at - 59 }, []],
    ["no end", { exp: undefined }, ["expiry"]],
    ["an end in words", { exp: "tomorrow" }, ["expiry"]],
    ["made eleven minutes ago", { iat: at - 660 }, ["issued-at"]],
    ["made in two minutes", { iat: at + 120 }, ["issued-at"]],
    ["no time it was made", { iat: undefined }, ["issued-at"]],
    ["good in two minutes", { nbf: at + 120 }, ["not-before"]],
    ["proven in two minutes", { auth_time: at + 120 }, ["authentication-time"]],
    ["several at once", { iss: "x", nonce: "y", exp: 1 }, ["issuer", "nonce", "expiry"]],
  ])("%s", (_name, change, failed) => {
    expect(failedOf({ ...token, ...change })).toEqual(failed);
  });

  test.each<[string, object, string[]]>([
    ["proven since", { auth_time: at }, []],
    ["proven before", { auth_time: at - 3600 }, ["fresh-sign-in"]],
    ["not said", {}, ["fresh-sign-in"]],
  ])("a fresh sign-in that was asked for: %s", (_name, change, failed) => {
    expect(failedOf({ ...token, ...change }, { forcedAt: now })).toEqual(failed);
  });

  test("each that fails says what to do, and none that passes", () => {
    for (const { passed, fix } of judgeIdToken({}, expected)) expect(fix === null).toBe(passed);
  });
});
