import { describe, expect, test } from "vitest";
import { createOpenApi, listProblems } from "../../src/http/openapi.ts";
import { needsCaller } from "../../src/http/who.ts";
import { problemOf, problemSlugs } from "../../src/problems.ts";
import { routes } from "../../src/routes.ts";
import { findUndeclared } from "../support/answers.ts";

interface Operation {
  readonly security: readonly object[];
  readonly responses: Record<string, { content?: Record<string, unknown> }>;
}
const document = JSON.parse(JSON.stringify(createOpenApi(routes, "0.0.0"))) as {
  paths: Record<string, Record<string, Operation>>;
};
const operationOf = ({ method, path }: { method: string; path: string }): Operation =>
  document.paths[path]![method.toLowerCase()]!;

/** Something each pattern of the document must accept, by a part of the pattern. */
const good: readonly (readonly [part: string, value: string])[] = [
  ["\\p{Cc}<>", "Maya Ó Wrenholt, 東京"],
  ["^[^\\p{Cc}]*$", "Office in Hamburg"],
  ["^[A-Za-z0-9_-]*$", "AbC-_9"],
  ["^[A-Z]{2}$", "DE"],
];

function patternsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "pattern" && typeof each === "string" ? [each] : patternsIn(each),
  );
}

describe("the OpenAPI document", () => {
  test("names the security of every operation that needs a caller, and of no other", () => {
    for (const row of routes)
      expect(operationOf(row).security.length > 0, `${row.method} ${row.path}`).toBe(needsCaller(row.who));
    expect(routes.filter(({ who }) => needsCaller(who)).length).toBeGreaterThan(70);
  });

  test("declares every problem that the gates of a row can answer", () => {
    for (const row of routes)
      for (const slug of listProblems(row))
        expect(operationOf(row).responses, `${row.method} ${row.path}: ${slug}`).toHaveProperty(
          String(problemOf(slug).status),
        );
  });

  test("publishes patterns that accept what they are for, as sources without flags", () => {
    const patterns = new Set(patternsIn(document));
    expect(patterns.size).toBeGreaterThan(good.length);
    for (const pattern of patterns) {
      const slug = problemSlugs.find((each) => pattern.endsWith(`problems\\/${each}$`));
      const value = slug
        ? `https://id.example.com/problems/${slug}`
        : good.find(([part]) => pattern.includes(part))?.[1];
      expect(value, `a good value for ${pattern}`).toBeDefined();
      expect(new RegExp(pattern, "u").test(value!), pattern).toBe(true);
    }
  });

  const seen = { method: "GET", path: "/v1/session", status: 200, mediaType: "application/json", body: "{}" };
  const problem = {
    type: "https://id.example.com/problems/not-signed-in",
    title: problemOf("not-signed-in").title,
    status: 401,
    detail: "Sign in again.",
    instance: "urn:request:reqs_1",
  };
  const refused = { ...seen, status: 401, mediaType: "application/problem+json", body: JSON.stringify(problem) };

  test.each([
    ["a status that is not declared", { ...seen, status: 418 }, /418 is not declared/],
    ["another media type", { ...seen, mediaType: "text/html" }, /text\/html is not declared/],
    ["a body that lacks what is promised", seen, /required property 'id'/],
    ["a body where there is none", { ...seen, method: "DELETE", status: 204 }, /without a body/],
    ["a problem of another kind", { ...refused, body: JSON.stringify({ ...problem, title: "No" }) }, /allowed values/],
    ["what is as it says", refused, undefined],
    ["what no row answers", { ...seen, path: "/v1/nothing" }, undefined],
  ])("tells %s", (_name, given, found) => {
    const undeclared = findUndeclared(given);
    if (found) expect(undeclared).toMatch(found);
    else expect(undeclared).toBeUndefined();
  });
});
