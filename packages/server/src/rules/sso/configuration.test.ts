import { describe, expect, test } from "vitest";
import { decideIsPageUrl, decideIsProviderUrl, decideOidcFaults } from "./configuration.ts";

describe("where a provider may be", () => {
  test.each<[string, string, boolean, boolean]>([
    ["https", "https://id.example.com/tenant", false, true],
    ["http", "http://id.example.com", false, false],
    ["http where that is allowed", "http://127.0.0.1:4000", true, true],
    ["with a user", "https://u@id.example.com", false, false],
    ["with a fragment", "https://id.example.com/#a", false, false],
    ["no address", "id.example.com", false, false],
    ["a script", "javascript:alert(1)", true, false],
  ])("%s", (_name, url, allowsHttp, expected) => {
    expect(decideIsProviderUrl(url, allowsHttp)).toBe(expected);
  });

  test.each<[string, string, string[], string[]]>([
    ["all right", "https://id.example.com", ["openid", "email"], []],
    ["an issuer with a query", "https://id.example.com/?a=1", ["openid"], ["#/issuer"]],
    ["a scope with a space", "https://id.example.com", ["open id"], ["#/scopes"]],
    ["both", "nowhere", ['a"b'], ["#/issuer", "#/scopes"]],
  ])("%s", (_name, issuer, scopes, expected) => {
    expect(decideOidcFaults({ issuer, scopes }, false).map(({ pointer }) => pointer)).toEqual(expected);
  });
});

describe("a page that ours may lead to", () => {
  test.each<[string, boolean]>([
    ["https://idp.example/password", true],
    ["https://idp.example/password?from=here#top", true],
    ["http://idp.example/password", false],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["https://idp.example@evil.example/", false],
    ["/password", false],
    ["", false],
  ])("%s", (url, expected) => {
    expect(decideIsPageUrl(url)).toBe(expected);
  });
});
