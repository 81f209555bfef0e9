import { describe, expect, test } from "vitest";
import { type Claims, type ExpectedToken, instantOf, judgeIdToken } from "./id-token.ts";

const now = Date.UTC(2026, 10, 22, 9);
const seconds = now / 1000;
const expected: ExpectedToken = {
  ...{ issuer: "https://op.example", clientId: "here", nonce: "n", forcedAt: null, accessTokenHash: "h", now },
};
const claims: Claims = {
  ...{ iss: "https://op.example", aud: "here", sub: "kim", nonce: "n", exp: seconds + 60, iat: seconds, at_hash: "h" },
};
const forced = { ...expected, forcedAt: now - 5000 };

const failing = (given: Claims, asked = expected) =>
  judgeIdToken(given, asked).flatMap(({ name, passed }) => (passed ? [] : [name]));

describe("an ID token", () => {
  test.each<[string, Claims, ExpectedToken]>([
    ["that says what it must", {}, expected],
    ["with a list of one audience", { aud: ["here"] }, expected],
    ["made for us", { azp: "here" }, expected],
    ["without a hash of the access token", { at_hash: undefined }, expected],
    ["with one, where no access token came", { at_hash: "other" }, { ...expected, accessTokenHash: null }],
    ["a minute after its end", { exp: seconds - 59 }, expected],
    ["of a clock that is ahead", { iat: seconds + 60, nbf: seconds + 60, auth_time: seconds + 60 }, expected],
    ["of a fresh sign-in", { auth_time: seconds - 5 }, forced],
    ["of a sign-in within what clocks differ", { auth_time: seconds - 65 }, forced],
  ])("%s is accepted", (_name, lie, asked) => {
    expect(failing({ ...claims, ...lie }, asked)).toEqual([]);
  });

  test.each<[string, string, Claims, ExpectedToken]>([
    ["issuer", "of another issuer", { iss: "https://op.example/" }, expected],
    ["issuer", "of no issuer", { iss: undefined }, expected],
    ["audience", "for another", { aud: "other" }, expected],
    ["audience", "for us and another", { aud: ["here", "other"] }, expected],
    ["audience", "for nobody", { aud: [] }, expected],
    ["authorized-party", "made for another client", { azp: "other" }, expected],
    ["nonce", "of another request", { nonce: "m" }, expected],
    ["nonce", "of no request", { nonce: undefined }, expected],
    ["subject", "of nobody", { sub: undefined }, expected],
    ["subject", "of an empty name", { sub: "" }, expected],
    ["subject", "of a number", { sub: 5 }, expected],
    ["subject", "of a name without end", { sub: "x".repeat(256) }, expected],
    ["access-token-hash", "of another access token", { at_hash: "other" }, expected],
    ["expiry", "that is over", { exp: seconds - 60 }, expected],
    ["expiry", "without an end", { exp: undefined }, expected],
    ["expiry", "with an end in words", { exp: String(seconds + 60) }, expected],
    ["issued-at", "of the future", { iat: seconds + 61 }, expected],
    ["issued-at", "that is old", { iat: seconds - 601 }, expected],
    ["issued-at", "of no time", { iat: undefined }, expected],
    ["not-before", "that does not hold yet", { nbf: seconds + 61 }, expected],
    ["not-before", "that holds from something on", { nbf: "now" }, expected],
    ["authentication-time", "of a sign-in to come", { auth_time: seconds + 61 }, expected],
    ["authentication-time", "of a sign-in in words", { auth_time: "now" }, expected],
    ["fresh-sign-in", "of an old sign-in, where a fresh one was asked for", { auth_time: seconds - 66 }, forced],
    ["fresh-sign-in", "of no sign-in, where a fresh one was asked for", {}, forced],
  ])("fails %s: %s", (name, _lie, lie, asked) => {
    expect(failing({ ...claims, ...lie }, asked)).toEqual([name]);
  });

  test("says what was expected and seen, cut, and what to do; never the nonce", () => {
    const checks = judgeIdToken({ ...claims, iss: "x".repeat(500), nonce: "another secret" }, expected);
    expect(checks.find(({ name }) => name === "issuer")?.seen).toHaveLength(200);
    expect(JSON.stringify(checks)).not.toContain("another secret");
    for (const { passed, fix } of checks) expect(fix === null).toBe(passed);
  });
});

describe("seconds as an instant", () => {
  test.each<[unknown, number | null]>([
    [5, 5000],
    [0, 0],
    ["5", null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [undefined, null],
  ])("%s", (value, instant) => {
    expect(instantOf(value)).toBe(instant);
  });
});
