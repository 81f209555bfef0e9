import { describe, expect, test } from "vitest";
import { decideCounting, decideOrigin, type OriginPolicy } from "./origin.ts";

describe("a request's origin", () => {
  const facts = {
    policy: "same-origin" as const,
    method: "POST",
    origin: null,
    fetchSite: null,
    hasSessionCookie: false,
    publicUrl: "https://id.example.com",
    listedOrigins: ["https://app.example.com"],
  };
  const evil = { origin: "https://evil.example", fetchSite: "cross-site", hasSessionCookie: true };
  test.each([
    ["reading, from anywhere", { method: "GET", fetchSite: "cross-site" }, true],
    ["asking for headers, from anywhere", { ...evil, method: "HEAD" }, true],
    ["asking for options, from anywhere", { ...evil, method: "OPTIONS" }, true],
    ["deleting, from anywhere", { ...evil, method: "DELETE" }, false],
    ["our own page", { fetchSite: "same-origin", hasSessionCookie: true }, true],
    ["our own page in an old browser", { origin: "https://id.example.com", hasSessionCookie: true }, true],
    [
      "a listed host's page",
      { origin: "https://app.example.com", fetchSite: "same-site", hasSessionCookie: true },
      true,
    ],
    ["a program without a cookie", {}, true],
    ["a program with a cookie and no origin", { hasSessionCookie: true }, false],
    [
      "another site, without a cookie: signing someone in unasked",
      { origin: "https://evil.example", fetchSite: "cross-site" },
      false,
    ],
    ["another site in an old browser, without a cookie", { origin: "https://evil.example" }, false],
    ["an address typed by hand", { fetchSite: "none" }, false],
    ["a sibling domain", { fetchSite: "same-site", hasSessionCookie: true }, false],
    ["a sandboxed page", { origin: "null", hasSessionCookie: true }, false],
    ["the public URL as a prefix", { origin: "https://id.example.com.evil.example", hasSessionCookie: true }, false],
    ["another site, where other sites may post", { ...evil, policy: "cross-site-post" as const }, true],
    ["a sandboxed page, where other sites may post", { origin: "null", policy: "cross-site-post" as const }, true],
    ["a program, where other sites may post", { policy: "cross-site-post" as const }, true],
    [
      "another site, where it may post and deletes",
      { ...evil, method: "DELETE", policy: "cross-site-post" as const },
      false,
    ],
    [
      "our own page, where other sites may post and it deletes",
      { method: "DELETE", fetchSite: "same-origin", policy: "cross-site-post" as const },
      false,
    ],
    ["another site, where no cookie counts", { ...evil, policy: "machine" as const }, true],
    ["a program, where no cookie counts", { method: "PUT", policy: "machine" as const }, true],
  ])("%s", (_name, given, expected) => {
    expect(decideOrigin({ ...facts, ...given })).toBe(expected);
  });
});

test.each<[OriginPolicy, boolean, boolean]>([
  ["same-origin", true, true],
  ["cross-site-post", false, false],
  ["machine", false, true],
])("on a row of %s cookies count: %s, a bearer token: %s", (policy, cookies, bearer) => {
  expect(decideCounting(policy)).toEqual({ cookies, bearer });
});
