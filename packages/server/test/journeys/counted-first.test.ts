import { afterEach, describe, expect, test, vi } from "vitest";
import { dialects } from "../support/databases.ts";
import { Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

/** Six times as many keys as an object may have, in as large a body as is read. */
const nonsense = `{${Array.from({ length: 600 }, (_, at) => `"${"x".repeat(90)}${at}":0`).join(",")}}`;

describe.each(dialects)("one request too many, on %s", (dialect) => {
  const server = setServer(dialect);
  afterEach(() => vi.restoreAllMocks());
  /** What the server reads, told by what it reads with. */
  const watchReading = (): (() => boolean) => {
    const parse = vi.spyOn(JSON, "parse");
    const match = vi.spyOn(String.prototype, "matchAll");
    return () =>
      parse.mock.calls.some(([text]) => text === nonsense) ||
      match.mock.contexts.some((text) => String(text) === nonsense);
  };

  test("is refused before anybody looks at what it says: what it says never changes the answer", async () => {
    const stranger = new Person(server);
    const check = (body: unknown, headers: Record<string, string> = {}) =>
      stranger.call("POST", "/v1/password-policy/check", body, headers);
    // Nonsense is counted as anything else is.
    for (let at = 0; at < 120; at++) {
      const reply = await check(at % 2 ? nonsense : { password: "x" });
      expect(reply.status).toBe(at % 2 ? 422 : 200);
    }
    const hasRead = watchReading();
    for (const body of [nonsense, "{", '{"a":1,"a":1}', `"${"x".repeat(70_000)}"`, { password: "x" }]) {
      const reply = await check(body);
      expect([reply.status, slugOf(reply)]).toEqual([429, "rate-limited"]);
      expect(JSON.stringify(reply.body).length).toBeLessThan(500);
    }
    expect(slugOf(await check("{}", { "content-encoding": "gzip" }))).toBe("rate-limited");
    expect(hasRead()).toBe(false);
    expect(slugOf(await check("a=b", { "content-type": "application/x-www-form-urlencoded" }))).toBe("rate-limited");
  });

  test("of a person too, whose session is counted", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    for (let at = 0; at < 300; at++) expect((await maya.call("PATCH", "/v1/account", '{"x":1}')).status).toBe(422);
    const hasRead = watchReading();
    expect(slugOf(await maya.call("PATCH", "/v1/account", nonsense))).toBe("rate-limited");
    expect(hasRead()).toBe(false);
    server.clock.advance(61);
    expect(slugOf(await maya.call("PATCH", "/v1/account", nonsense))).toBe("invalid-request");
    expect(hasRead()).toBe(true);
  });
});
