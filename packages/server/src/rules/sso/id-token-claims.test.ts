import { describe, expect, test } from "vitest";
import { authenticatedAtOf, endsAtOf, subjectOf } from "./id-token-claims.ts";

const now = Date.UTC(2026, 10, 22, 9);
const seconds = now / 1000;

describe("when somebody proved themselves there", () => {
  test.each<[string, unknown, number | null]>([
    ["is not said", undefined, null],
    ["is said in words", "yesterday", null],
    ["is an hour ago", seconds - 3600, now - 3_600_000],
    ["is now, by a clock that is ahead", seconds + 60, now],
    ["is to come", seconds + 61, null],
  ])("%s", (_name, at, expected) => {
    expect(authenticatedAtOf({ auth_time: at }, now)).toBe(expected);
  });
});

describe("when a session must end", () => {
  test.each<[string, unknown, number | null]>([
    ["is not said", undefined, null],
    ["is said in words", "soon", null],
    ["is in an hour", seconds + 3600, now + 3_600_000],
    ["is further than any date", 1e16, null],
  ])("%s", (_name, end, expected) => {
    expect(endsAtOf({ session_expiry: end })).toBe(expected);
  });
});

describe("the subject as compared", () => {
  const entra = "https://login.microsoftonline.com/t/v2.0";
  test.each<[string, object, string]>([
    ["is the claim sub", { iss: "https://op.example", sub: "kim" }, "kim"],
    [
      "is the claim sub elsewhere, whatever else there is",
      { iss: "https://op.example", sub: "kim", tid: "t", oid: "o" },
      "kim",
    ],
    ["is tenant and object at Entra", { iss: entra, sub: "pairwise", tid: "t", oid: "o" }, "t:o"],
    ["is the claim sub at Entra without an object", { iss: entra, sub: "pairwise", tid: "t" }, "pairwise"],
    ["is the claim sub at Entra with an empty one", { iss: entra, sub: "pairwise", tid: "t", oid: "" }, "pairwise"],
  ])("%s", (_name, claims, subject) => {
    expect(subjectOf(claims as never).subject).toBe(subject);
  });

  test("belongs to its issuer, however both are cut", () => {
    const keys = [
      subjectOf({ iss: "a", sub: "bc" }),
      subjectOf({ iss: "ab", sub: "c" }),
      subjectOf({ iss: 'a","b', sub: "c" }),
    ].map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });
});
