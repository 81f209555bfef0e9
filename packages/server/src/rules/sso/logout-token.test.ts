import { describe, expect, test } from "vitest";
import { judgeLogoutToken, judgeRevocationToken } from "./logout-token.ts";

const now = 1_000_000_000_000;
const at = now / 1000;
const expected = { issuer: "https://id.example.com", clientId: "mortise", now };
const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
const token = { iss: expected.issuer, aud: "mortise", iat: at, exp: at + 120, jti: "1", sub: "u1", sid: "s1", events };

describe("a provider's order to sign somebody out", () => {
  test("that is right", () => {
    expect(judgeLogoutToken(token, "logout+jwt", expected)).toEqual({
      ...{ subject: "u1", sid: "s1", jti: "1" },
      expiresAt: now + 180_000,
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["another issuer", { iss: "https://evil.example" }, "iss"],
    ["another audience", { aud: "other" }, "aud"],
    ["two audiences", { aud: ["mortise", "other"] }, "aud"],
    ["no time", { iat: undefined }, "time"],
    ["no end", { exp: undefined }, "time"],
    ["an old one", { iat: at - 3600, exp: at + 60 }, "time"],
    ["of the future", { iat: at + 3600, exp: at + 3700 }, "time"],
    ["an ended one", { exp: at - 120 }, "time"],
    ["one that never ends", { exp: at + 86_400 }, "time"],
    ["no events", { events: undefined }, "events"],
    ["another event", { events: { other: {} } }, "events"],
    ["an event that is none", { events: { "http://schemas.openid.net/event/backchannel-logout": true } }, "events"],
    ["a nonce, as an ID token has", { nonce: "x" }, "nonce"],
    ["no jti", { jti: undefined }, "jti"],
    ["neither sub nor sid", { sub: undefined, sid: undefined }, "sub"],
  ])("%s", (_name, change, fault) => {
    const claims = JSON.parse(JSON.stringify({ ...token, ...change })) as Record<string, unknown>;
    expect(judgeLogoutToken(claims, "logout+jwt", expected)).toEqual({ fault });
  });

  test("an ID token is none", () => {
    expect(judgeLogoutToken(token, "JWT", expected)).toEqual({ fault: "typ" });
    expect(judgeLogoutToken(token, undefined, expected)).not.toHaveProperty("fault");
  });
});

describe("a provider's order to revoke everything", () => {
  const endpoint = "https://mortise.example/sso/conn_1/global-token-revocation";
  const order = { iss: expected.issuer, sub: "mortise", aud: endpoint, iat: at, exp: at + 120, jti: "2" };
  const judge = (change: object, typ = "global-token-revocation+jwt") =>
    judgeRevocationToken({ ...order, ...change }, typ, { ...expected, endpoint });

  test.each<[string, object, string]>([
    ["another issuer", { iss: "https://evil.example" }, "iss"],
    ["another client", { sub: "other" }, "sub"],
    ["another endpoint", { aud: "https://mortise.example/" }, "aud"],
    ["an old one", { iat: at - 600, exp: at - 300 }, "time"],
    ["one for longer than five minutes", { exp: at + 3600 }, "time"],
  ])("%s", (_name, change, fault) => {
    expect(judge(change)).toEqual({ fault });
  });

  test("that is right, and of another type", () => {
    expect(judge({})).toMatchObject({ jti: "2" });
    expect(judge({}, "JWT")).toEqual({ fault: "typ" });
  });
});
