import { describe, expect, test } from "vitest";
import { authenticatedAtOf, endsAtOf, subjectOf } from "./id-token-claims.ts";

const entra = "https://login.microsoftonline.com/t1/v2.0";

describe("whom an ID token names", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["issuer and subject", { iss: "https://id.example.com", sub: "u1" }, '["https://id.example.com","u1"]'],
    ["another issuer's are another's", { iss: "https://id.example.org", sub: "u1" }, '["https://id.example.org","u1"]'],
    ["of Entra tenant and object", { iss: entra, sub: "pairwise", tid: "t1", oid: "o1" }, `["${entra}","t1:o1"]`],
    ["of Entra without an object", { iss: entra, sub: "pairwise", tid: "t1" }, `["${entra}","pairwise"]`],
    [
      "an object of anybody else",
      { iss: "https://id.example.com", sub: "u1", tid: "t", oid: "o" },
      '["https://id.example.com","u1"]',
    ],
  ])("%s", (_name, claims, key) => expect(subjectOf(claims).key).toBe(key));
});

describe("when", () => {
  test.each<[string, Record<string, unknown>, number | null]>([
    ["as it says", { auth_time: 900 }, 900_000],
    ["not later than now", { auth_time: 1030 }, 1_000_000],
    ["nothing of the future", { auth_time: 2000 }, null],
    ["nothing", {}, null],
    ["words", { auth_time: "now" }, null],
  ])("somebody proved themselves: %s", (_name, claims, expected) => {
    expect(authenticatedAtOf(claims, 1_000_000)).toBe(expected);
  });

  test("a session must end", () => {
    expect([endsAtOf({ session_expiry: 5 }), endsAtOf({}), endsAtOf({ session_expiry: 1e300 })]).toEqual([
      5000,
      null,
      null,
    ]);
  });
});
