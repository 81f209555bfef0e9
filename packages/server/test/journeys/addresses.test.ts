import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageNames, patternsOf, wellKnown } from "../../src/addresses.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const addresses = pageNames.flatMap(patternsOf).map((pattern) => pattern.replaceAll(/:\w+/g, "x1"));

describe("the table of page addresses", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer("sqlite");
  });
  afterAll(() => server.close());
  const look = async (path: string, headers: Record<string, string> = {}) => {
    const { status, headers: given } = await fetch(server.url + path, { headers });
    return [status, given.get("content-type")];
  };

  test("every address in it is served, by whomever it is asked for", async () => {
    expect(addresses.length).toBeGreaterThan(40);
    for (const path of addresses) {
      expect(await look(path), path).toEqual([200, "text/html; charset=utf-8"]);
      expect(await look(path, { accept: "text/html" }), path).toEqual([200, "text/html; charset=utf-8"]);
    }
    const { status, body } = await fetch(`${server.url}/sign-in`, { method: "HEAD" });
    expect([status, body]).toEqual([200, null]);
  });

  test.each([
    "/sign-in/x",
    "/security/nonsense",
    "/security/authenticators/x1/nonsense",
    "/organizations/x1",
    "/organizations/x1/nonsense",
    "/organizations/x1/workspaces/nonsense",
    "/operator/nonsense",
    "/go-on/x",
  ])("%s is not there: a browser is shown the document that says so, a program a problem", async (path) => {
    expect(await look(path, { accept: "text/html" })).toEqual([404, "text/html; charset=utf-8"]);
    expect(await look(path)).toEqual([404, "application/problem+json"]);
  });

  test("the guide's proxy configuration sends all of them here, and an app's own paths to the app", () => {
    const guide = readFileSync(new URL("../../../../docs/guides/beside-an-app.md", import.meta.url), "utf8");
    const [, expression = "nothing"] = /location ~ (\S+) \{/.exec(guide) ?? [];
    const isOurs = new RegExp(expression);
    const ours = [
      ...addresses.filter((path) => path !== "/"),
      ...Object.values(wellKnown),
      "/v1/session",
      "/assets/a.js",
    ];
    expect(ours.filter((path) => !isOurs.test(path))).toEqual([]);
    const theirs = ["/", "/notes", "/securities", "/sign-in/x", "/go-on-board", "/healthz", "/metrics", "/dev/outbox"];
    expect(theirs.filter((path) => isOurs.test(path))).toEqual([]);
  });
});
