import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../src/routes.ts";
import { dialects } from "../support/databases.ts";
import { createOrganization } from "../support/organizations.ts";
import { browserAgent, Person, slugOf } from "../support/person.ts";
import { sendRaw } from "../support/raw.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const writing = routes
  .filter(({ method, does }) => method !== "GET" && (does.takes?.kind ?? "json") === "json")
  // Of those that take a list `bad-input-sso.test.ts` tries what they do not.
  .filter(({ does }) => does.takes?.listAs === undefined)
  .map((row) => ({ name: `${row.method} ${row.path}`, row }));

const forms = routes
  .filter(({ does }) => does.takes?.kind === "form")
  .map((row) => ({ name: `${row.method} ${row.path}`, row }));
const sizeOf = ({ does }: (typeof routes)[number]): number => does.takes?.mostBytes ?? 65_536;

const fields = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"${at.toString(36)}":0`).join(",")}}`;
const [someFields, manyFields] = [fields(100), fields(7500)];

const xmlBomb = Buffer.from(
  `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`,
).toString("base64");

describe.each(dialects)("bad input on %s", (dialect) => {
  let server: TestServer;
  let maya: Person;
  let organization = "";
  beforeAll(async () => {
    server = await startServer(dialect);
    maya = await (await new Person(server).signUp()).signIn();
    organization = (await createOrganization(maya)).id;
  });
  afterAll(() => server.close());

  // Its own organization, so that what refuses is the schema and not the guard.
  const path = (template: string): string =>
    template.replace("{org}", organization).replace(/\{\w+\}/, "nothing_00000000000000000000000000");
  const counts = async () => {
    const { rows } = await server.services.database.read
      .selectFrom("events")
      .select(({ fn }) => fn.countAll<number>().as("events"))
      // That something was refused is no change.
      .where("type", "!=", "request.refused")
      .execute()
      .then((list) => ({ rows: list }));
    return rows[0]?.events;
  };

  describe.each(writing)("$name", ({ row }) => {
    // There are more rows to try than requests in a window.
    beforeAll(() => server.clock.advance(600));

    test.each([
      ["an unknown field", { surprise: 1 }, {}, 422, "invalid-request"],
      ["an unknown field that looks like ours", { refused: "not-found", status: 204 }, {}, 422, "invalid-request"],
      ["a prototype", '{"__proto__":{"a":1}}', {}, 422, "invalid-request"],
      ["a list", [], {}, 422, "invalid-request"],
      ["a text", '"x"', {}, 422, "invalid-request"],
      ["a number", "1", {}, 422, "invalid-request"],
      ["null", "null", {}, 422, "invalid-request"],
      ["a key given twice", '{"a":1,"a":1}', {}, 422, "invalid-request"],
      ["a key given twice, once in escapes", '{"a":1,"\\u0061":1}', {}, 422, "invalid-request"],
      ["a key given twice further in", '{"x":[{"y":{"a":1,"b":2,"a":3}}]}', {}, 422, "invalid-request"],
      ["a prototype further in", '{"credential":{"response":{"__proto__":{}}}}', {}, 422, "invalid-request"],
      ["a prototype in escapes", '{"credential":{"\\u005f_proto__":{}}}', {}, 422, "invalid-request"],
      ["ten thousand unknown fields", manyFields, {}, 422, "invalid-request"],
      ["a hundred unknown fields", someFields, {}, 422, "invalid-request"],
      ["a document nested too deep", "[".repeat(40_000), {}, 422, "invalid-request"],
      ["a text that never ends", `{"a":"${'\\"'.repeat(20_000)}`, {}, 422, "invalid-request"],
      ["packed JSON", "{}", { "content-encoding": "gzip" }, 415, "unsupported-media-type"],
      ["JSON in UTF-16", "{}", { "content-type": "application/json; charset=utf-16" }, 415, "unsupported-media-type"],
      ["half a document", '{"email":', {}, 422, "invalid-request"],
      ["a NUL", '{"name":"a\\u0000b","email":"a\\u0000b@example.com"}', {}, 422, "invalid-request"],
      ["half a surrogate", '{"name":"a\\ud800b"}', {}, 422, "invalid-request"],
      ["a form", "email=x", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported-media-type"],
      ["a text body", "{}x", { "content-type": "text/plain" }, 415, "unsupported-media-type"],
      ["a huge body", "huge", {}, 413, "payload-too-large"],
    ])("%s", async (_what, body, headers, status, slug) => {
      const before = await counts();
      const sent = body === "huge" ? `{"email":"${"x".repeat(sizeOf(row) + 4500)}"}` : body;
      const reply = await maya.call(row.method, path(row.path), sent, headers);
      expect([reply.status, slugOf(reply)]).toEqual([status, slug]);
      expect(reply.headers.get("content-type")).toBe("application/problem+json");
      if (status === 422) expect(reply.body.errors.length).toBeGreaterThan(0);
      if (status === 422) expect(reply.body.errors.length).toBeLessThanOrEqual(20);
      expect(JSON.stringify(reply.body).length).toBeLessThan(6000);
      expect(await counts()).toBe(before);
    });

    test("invalid UTF-8", async () => {
      const body = Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
      expect(await raw(row.method, path(row.path), body)).toBe(422);
    });

    test("a body that never says how long it is, and is too long", async () => {
      expect(
        await raw(row.method, path(row.path), Buffer.alloc(sizeOf(row) + 4500, 0x20), {
          "transfer-encoding": "chunked",
        }),
      ).toBe(413);
    });
  });

  describe.each(forms)("$name", ({ row }) => {
    beforeAll(() => server.clock.advance(600));
    const form = "application/x-www-form-urlencoded";

    test.each<[string, string, Record<string, string>, number[], string?]>([
      ["JSON", "{}", { "content-type": "application/json" }, [415], "unsupported-media-type"],
      ["a text", "a", { "content-type": "text/plain" }, [415], "unsupported-media-type"],
      ["a packed form", "a=b", { "content-type": form, "content-encoding": "gzip" }, [415], "unsupported-media-type"],
      ["a field given twice", "RelayState=a&RelayState=a", { "content-type": form }, [422], "invalid-request"],
      ["a prototype", "__proto__=a", { "content-type": form }, [303, 422]],
      ["a huge form", "huge", { "content-type": form }, [413], "payload-too-large"],
      ["no UTF-8", "SAMLResponse=%ff&iss=%ff&logout_token=%ff", { "content-type": form }, [422], "invalid-request"],
      ["rubbish", "SAMLResponse=%3Cxml&logout_token=a.b.c&RelayState=x", { "content-type": form }, [303, 400]],
      [
        "an XML that names itself",
        `SAMLResponse=${encodeURIComponent(xmlBomb)}`,
        { "content-type": form },
        [303, 400, 422],
      ],
      ["a hundred thousand fields", "a=&".repeat(20_000), { "content-type": form }, [303, 413, 422]],
    ])("%s", async (_what, body, headers, statuses, slug) => {
      const before = await counts();
      const sent = body === "huge" ? `SAMLResponse=${"x".repeat(sizeOf(row) + 4500)}` : body;
      const reply = await maya.call(row.method, path(row.path), sent, { ...headers, origin: "https://idp.example" });
      expect(statuses).toContain(reply.status);
      if (slug !== undefined) expect(slugOf(reply)).toBe(slug);
      expect(await counts()).toBe(before);
    });
  });

  test("every wrong type names its place", async () => {
    const reply = await maya.post("/v1/sign-up", { email: 1, password: { a: 1 }, name: ["x"], extra: true });
    expect(reply.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      "#/email",
      "#/extra",
      "#/name",
      "#/password",
    ]);
  });

  test("unknown query fields, limits out of range and cursors that are none", async () => {
    for (const query of [
      "?surprise=1",
      "?limit=0",
      "?limit=101",
      "?limit=x",
      "?outcome=maybe",
      `?cursor=${"x".repeat(65)}`,
    ])
      expect(slugOf(await maya.get(`/v1/account/history${query}`)), query).toBe("invalid-request");
    expect((await maya.get("/v1/account/history?cursor=nonsense")).status).toBe(200);
    for (const query of ["?from=yesterday", "?type=", "?to=2026-13-01T00:00:00Z"].slice(0, 1))
      expect(slugOf(await maya.get(`/v1/account/events${query}`))).toBe("invalid-request");
  });

  test("a query that says something twice, or in no UTF-8", async () => {
    for (const query of [
      "?limit=1&limit=2",
      "?limit=1&limit=1",
      "?limit=1&%6cimit=2",
      "?cursor=a&limit=1&cursor=a",
      "?__proto__=1",
      "?cursor=%ff",
      "?cursor=%c3%28",
      "?cursor=%",
      `?${"x".repeat(3000)}=1`,
      `?${Array.from({ length: 1000 }, (_, at) => `a${at}=`).join("&")}`,
    ]) {
      const reply = await maya.get(`/v1/account/history${query}`);
      expect([reply.status, slugOf(reply)], query).toEqual([422, "invalid-request"]);
      expect(reply.body.errors.length, query).toBeLessThanOrEqual(20);
      expect(JSON.stringify(reply.body).length, query).toBeLessThan(6000);
    }
    for (const query of ["?organization=a&organization=b", "?organization=a&organization=a"])
      expect(slugOf(await maya.get(`/v1/session${query}`)), query).toBe("invalid-request");
  });

  test("TRACE, CONNECT and methods nobody knows are refused, and echo nothing", async () => {
    for (const method of ["TRACE", "TRACK", "PROPFIND", "LINK"])
      for (const at of ["/", "/sign-in", "/v1/session", "/healthz", "*"]) {
        const lines = [`${method} ${at} HTTP/1.1`, "Host: localhost", "X-Secret: echo-me", "Connection: close"];
        const { status, text } = await sendRaw(server.url, lines);
        expect([400, 404, 405], `${method} ${at}`).toContain(status);
        expect(text).not.toContain("echo-me");
      }
    // Node's server hangs up on who wants a tunnel.
    const tunnel = ["CONNECT example.com:443 HTTP/1.1", "Host: example.com:443"];
    await expect(sendRaw(server.url, tunnel)).rejects.toThrow('No answer: ""');
  });

  test("unknown ids, unknown paths and methods, and paths that try to climb", async () => {
    await maya.signIn();
    expect(slugOf(await maya.get("/v1/attempts/attm_00000000000000000000000000"))).toBe("not-found");
    expect(slugOf(await maya.call("DELETE", "/v1/account/sessions/sess_00000000000000000000000000"))).toBe("not-found");
    expect(slugOf(await maya.call("DELETE", "/v1/account/authenticators/%27%20or%201=1"))).toBe("not-found");
    expect(slugOf(await maya.get("/v1/nothing"))).toBe("not-found");
    expect(slugOf(await maya.get("/problems/toString"))).toBe("not-found");
    for (const climbing of [
      "/assets/..%2f..%2fpackage.json",
      "/..%2fpackage.json",
      "/dev/outbox/..%2f..",
      "/%2e%2e/package.json",
    ])
      expect((await maya.get(climbing)).status).toBe(404);
    const wrong = await maya.call("DELETE", "/v1/sign-up");
    expect([wrong.status, slugOf(wrong), wrong.headers.get("allow")]).toEqual([405, "method-not-allowed", "POST"]);
    expect((await maya.get("/v1/attempts/%ff")).status).toBeLessThan(500);
  });

  test("cookies and tokens that are none, or two of one name", async () => {
    const stranger = new Person(server);
    for (const cookie of [
      "mortise=",
      "mortise=x",
      `mortise=${"x".repeat(43)}`,
      "mortise=%00",
      `mortise=${maya.cookies.get("mortise")!}; mortise=${maya.cookies.get("mortise")!}`,
      "mortise-device=x.y",
    ])
      expect((await stranger.call("GET", "/v1/session", undefined, { cookie })).status, cookie).toBe(401);
    for (const authorization of [
      "Bearer",
      "Bearer x",
      `Basic ${maya.cookies.get("mortise")!}`,
      `Bearer ${"x".repeat(5000)}`,
    ])
      expect((await stranger.call("GET", "/v1/account", undefined, { authorization })).status).toBe(401);
  });

  test("nothing of all that was a fault", () => {
    expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([]);
  });

  function raw(method: string, where: string, body: Buffer, headers: Record<string, string> = {}): Promise<number> {
    return new Promise((resolve, reject) => {
      const cookie = [...maya.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const sent = request(
        server.url + where,
        {
          method,
          headers: {
            origin: server.services.config.publicUrl,
            cookie,
            "user-agent": browserAgent,
            "content-type": "application/json",
            ...(headers["transfer-encoding"] ? {} : { "content-length": body.length }),
            ...headers,
          },
        },
        (response) => {
          response.resume();
          response.on("end", () => resolve(response.statusCode ?? 0));
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
});
