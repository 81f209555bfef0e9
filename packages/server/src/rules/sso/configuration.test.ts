import { describe, expect, test } from "vitest";
import { decideAddressFaults, decideIsProviderUrl, decideOidcFaults } from "./configuration.ts";

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

  test.each<[string, (string | null)[], boolean, string[]]>([
    ["https", ["https://id.example.com/sso?a=b"], false, []],
    ["no place to sign out", ["https://id.example.com", null], false, []],
    ["http", ["https://id.example.com", "http://id.example.com"], false, ["#/metadata/xml"]],
    ["http where that is allowed", ["http://127.0.0.1"], true, []],
    ["a script", ["javascript:alert(1)"], true, ["#/metadata/xml"]],
    ["nothing", [""], false, ["#/metadata/xml"]],
  ])("of SAML: %s", (_name, urls, allowsHttp, expected) => {
    const faults = decideAddressFaults({ pointer: "#/metadata/xml", urls }, allowsHttp);
    expect(faults.map(({ pointer }) => pointer)).toEqual(expected);
  });
});
