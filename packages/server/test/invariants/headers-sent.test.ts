import { type AddressInfo, connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { pageNames, patternsOf, wellKnown } from "../../src/addresses.ts";
import { problemSlugs } from "../../src/problems.ts";
import { routes } from "../../src/routes.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { sendRaw } from "../support/raw.ts";
import { setServer } from "../support/test-server.ts";

const app = "https://app.example.com";
const publicUrl = "https://id.example.com";
const https = { MORTISE_PUBLIC_URL: publicUrl, MORTISE_SMTP_URL: "smtp://127.0.0.1:9", MORTISE_ORIGINS: app };

type Answered = Pick<Response, "status" | "headers">;

/** What every answer says, whatever else it says. */
function expectHeaders({ status, headers }: Answered, where: string): void {
  const policy = headers.get("content-security-policy");
  expect.soft(headers.get("strict-transport-security"), where).toBe("max-age=63072000; includeSubDomains");
  expect.soft(headers.get("x-content-type-options"), where).toBe("nosniff");
  expect.soft(policy, where).toContain("default-src 'none'");
  expect.soft(policy, where).toContain("frame-ancestors 'none'");
  expect.soft(headers.get("x-frame-options"), where).toBe("DENY");
  expect.soft(headers.get("referrer-policy"), where).toBe("no-referrer");
  expect.soft(headers.get("cross-origin-opener-policy"), where).toBe("same-origin");
  const isPublic = where.includes("/.well-known/webauthn") || where.includes("/.well-known/passkey-endpoints");
  expect
    .soft(headers.get("cross-origin-resource-policy"), where)
    .toBe(isPublic && status === 200 ? "cross-origin" : "same-origin");
  if (!where.includes("/assets/")) expect.soft(headers.get("cache-control"), where).toMatch(/^no-(store|cache)$/);
  const type = headers.get("content-type");
  if (type !== null && !/json|png|icon|font/.test(type))
    expect.soft(type.toLowerCase(), where).toContain("; charset=utf-8");
  expect.soft(headers.get("x-request-id"), where).toMatch(/^reqs_/);
}

describe.each(dialects)("headers of every answer, on %s", (dialect) => {
  const server = setServer(dialect, { settings: https, quiet: true });
  const seen = new Set<string>();
  let maya: Person;
  beforeAll(async () => {
    maya = await (await new Person(server).signUp()).signIn();
  });
  const ask = async (method: string, path: string, init: RequestInit = {}) => {
    const answer = await fetch(server.url + path, { method, redirect: "manual", ...init });
    await answer.arrayBuffer();
    expectHeaders(answer, `${method} ${path} ${answer.status}`);
    seen.add(`${answer.status}`);
    return answer;
  };
  const cookie = () => ({ cookie: [...maya.cookies].map(([name, value]) => `${name}=${value}`).join("; ") });
  const fill = (path: string) => path.replaceAll(/\{\w+\}/g, "org_00000000000000000000000000");

  test("every row of the table: let in or not, from elsewhere, with nonsense", async () => {
    for (const { method, path } of routes) {
      const at = fill(path);
      const isReading = method === "GET";
      const body = isReading ? {} : { body: '{"surprise":1}' };
      const json = { "content-type": "application/json" };
      await ask(method, at, { headers: { ...json, origin: publicUrl }, ...body });
      if (at !== "/v1/session" || isReading)
        await ask(method, `${at}?surprise=1`, { headers: { ...cookie(), ...json, origin: app }, ...body });
      if (!isReading) await ask(method, at, { headers: { ...cookie(), origin: "https://evil.example" }, ...body });
      await ask("OPTIONS", at, { headers: { origin: app } });
      await ask("HEAD", at);
      await ask("PROPFIND", at);
    }
    await ask("GET", "/v1/session", { headers: cookie() });
    await ask("GET", "/v1/account", { headers: cookie() });
    await ask("GET", "/v1/account", { headers: { ...cookie(), authorization: "Bearer x" } });
    await ask("GET", "/v1/account/events/export?format=csv", { headers: cookie() });
    await ask("POST", "/v1/sign-up", { body: "x".repeat(70_000), headers: { origin: publicUrl } });
    await ask("POST", "/v1/sign-up", { body: "a=b", headers: { origin: publicUrl } });
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(["200", "204", "400", "401", "403", "404", "405", "413", "415", "422"]),
    );
  });

  test("every page, file, problem and fact", async () => {
    const pages = pageNames.flatMap((name) => patternsOf(name)).map((pattern) => pattern.replaceAll(/:\w+/g, "x"));
    const facts = [
      "/healthz",
      "/readyz",
      "/metrics",
      "/openapi.json",
      "/pages.css",
      "/dev/outbox",
      "/nothing",
      "/v1/nothing",
    ];
    for (const path of [
      ...pages,
      ...facts,
      ...Object.values(wellKnown),
      ...problemSlugs.map((slug) => `/problems/${slug}`),
    ])
      for (const accept of ["text/html", "*/*"]) await ask("GET", path, { headers: { accept } });
    const html = await (await fetch(`${server.url}/sign-in`)).text();
    const files = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(2);
    for (const path of files) await ask("GET", path);
    expect((await ask("GET", "/metrics")).headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  });

  test("too many requests", async () => {
    for (let at = 0; at <= 240; at++) expectHeaders(await fetch(`${server.url}/v1/log/key`), "GET /v1/log/key");
    expect((await ask("GET", "/v1/log/key")).status).toBe(429);
  });

  test("what node:http refuses by itself, and what cannot be made a request of", async () => {
    const own = server.mortise.createServer();
    await new Promise<void>((resolve) => void own.listen(0, "127.0.0.1", resolve));
    const { port } = own.address() as AddressInfo;
    const host = ["Host: id.example.com", "Connection: close"];
    const chunked = ["POST /v1/sign-up HTTP/1.1", ...host, "Transfer-Encoding: chunked"];
    const refused: [string, readonly string[], number, string?][] = [
      ["no HTTP", ["HELLO"], 400],
      ["a header without a colon", ["GET / HTTP/1.1", "Host: a", "nonsense"], 400],
      ["headers that never end", ["GET / HTTP/1.1", ...host, `X: ${"x".repeat(20_000)}`], 431],
      ["two lengths", ["POST / HTTP/1.1", ...host, "Content-Length: 1", "Content-Length: 2"], 400],
      ["a length beside chunks", [...chunked, "Content-Length: 1"], 400],
      ["an expectation", ["GET / HTTP/1.1", ...host, "Expect: miracles"], 417],
      ["no host", ["GET /v1/session HTTP/1.1", "Connection: close"], 400],
      ["two hosts", ["GET / HTTP/1.1", ...host, "Host: b"], 400],
      ["a star", ["OPTIONS * HTTP/1.1", ...host], 400],
      ["a backslash", ["GET /a\\b HTTP/1.1", ...host], 400],
      ["an absolute target that is none", ["GET http://[/ HTTP/1.1", ...host], 400],
      ["HTTP/1.0 without a host", ["GET /healthz HTTP/1.0"], 200],
    ];
    for (const [name, lines, status, body] of refused) {
      const answer = await sendRaw(`http://127.0.0.1:${port}`, lines, body);
      expect(answer.status, name).toBe(status);
      expectHeaders(answer, name);
      if (status !== 200) expect(answer.headers.get("content-type"), name).toBe("application/problem+json");
      if (status !== 200) expect(JSON.parse(answer.text), name).toMatchObject({ type: "about:blank", status });
    }
    // Nobody waits here until a client has been too slow.
    own.once("connection", (socket) => {
      own.emit("clientError", Object.assign(new Error("too slow"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), socket);
    });
    const slow = await new Promise<string>((resolve) => {
      let text = "";
      connect(port, "127.0.0.1")
        .on("data", (chunk: Buffer) => (text += chunk.toString()))
        .on("close", () => resolve(text));
    });
    expect(slow).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(slow).toContain("strict-transport-security: max-age=63072000; includeSubDomains\r\n");
    await new Promise((resolve) => void own.close(resolve));
  });

  test("faults, and what an embedding host is given", async () => {
    const bearer = maya.cookies.get("__Host-mortise")!;
    const inside = (path: string, init: RequestInit = {}) =>
      server.mortise.fetch(new Request(`${publicUrl}${path}`, init));
    for (const path of ["/v1/session", "/sign-in", "/nothing", "/healthz", "/openapi.json"]) {
      const answer = await inside(path);
      expectHeaders(answer, path);
    }
    const refusal = (await server.mortise.requireStepUp(new Request(publicUrl), "delete-account"))!;
    expect([refusal.headers.get("cache-control"), refusal.headers.get("x-frame-options")]).toEqual([
      "no-store",
      "DENY",
    ]);
    await server.services.transact(async ({ tx }) => {
      await tx.updateTable("sessions").set({ proofs: "not json" }).where("accountId", "=", maya.accountId).execute();
    });
    for (const path of ["/v1/session", "/v1/account"])
      expect((await ask("GET", path, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(500);
  });
});

describe.each(dialects)("signing out, on %s", (dialect) => {
  const server = setServer(dialect);
  const shared = setServer(dialect, { settings: { MORTISE_BASE_PATH: "/auth" } });

  test("clears what the browser kept, and only then", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const other = await maya.elsewhere().signIn();
    const { items } = (await maya.get("/v1/account/sessions")).body;
    const theirs = items.find(({ current }: { current: boolean }) => !current).id;
    const ended = expectStatus(await maya.call("DELETE", `/v1/account/sessions/${theirs}`), 204);
    expect(ended.headers.has("clear-site-data")).toBe(false);
    expect((await other.call("DELETE", "/v1/session")).headers.has("clear-site-data")).toBe(false);
    const out = expectStatus(await maya.call("DELETE", "/v1/session"), 204);
    expect(out.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(out.headers.has("strict-transport-security"), "on http").toBe(false);
    for (const reply of [await maya.get("/v1/session"), await maya.call("DELETE", "/v1/session")])
      expect([reply.status, reply.headers.has("clear-site-data")]).toEqual([401, false]);
  });

  test("whichever way one's own session ends", async () => {
    const byId = await (await new Person(server).signUp()).signIn();
    const own = (await byId.get("/v1/session")).body.id;
    const deleted = await (await new Person(server).signUp()).signIn();
    for (const reply of [
      await byId.call("DELETE", `/v1/account/sessions/${own}`),
      await deleted.call("DELETE", "/v1/account"),
    ]) {
      expect(reply.headers.get("clear-site-data"), reply.headers.get("x-request-id")!).toBe('"cache", "storage"');
      expect(reply.headers.getSetCookie().join()).toMatch(/mortise=;.*Max-Age=0/i);
    }
  });

  test("leaves alone what an app on the same host keeps there", async () => {
    const token = async () => {
      const { services } = shared;
      const maya = new Person({ ...shared, services, url: `${shared.url}/auth` });
      return (await maya.signUp()).signIn();
    };
    const maya = await token();
    expect((await maya.call("DELETE", "/v1/session")).headers.get("clear-site-data")).toBe('"cache"');
  });
});

describe("HSTS by setting", () => {
  const server = setServer("sqlite", { settings: { ...https, MORTISE_HSTS_SUBDOMAINS: "off" }, quiet: true });
  test("leaves the subdomains out", async () => {
    for (const path of ["/v1/session", "/sign-in", "/nothing"])
      expect((await fetch(server.url + path)).headers.get("strict-transport-security")).toBe("max-age=63072000");
  });
});
