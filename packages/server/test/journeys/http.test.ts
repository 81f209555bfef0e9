import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problems } from "../../src/problems.ts";
import { createMortise, type Mortise } from "../../src/index.ts";
import { createDatabase, type TestDatabase } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer, testRootKey } from "../support/test-server.ts";

describe("what the server answers beside its routes", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer("sqlite", { settings: { MORTISE_SECURITY_CONTACT: "mailto:security@example.com" } });
  });
  afterAll(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers, redirect: "manual" });

  test("health, readiness, and where the browser's password manager is sent", async () => {
    expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 200]);
    expect((await get("/.well-known/change-password")).headers.get("location")).toBe("/security/password");
    expect(await (await get("/.well-known/security.txt")).text()).toContain("Contact: mailto:security@example.com");
  });

  test("every problem's type is a page that explains it", async () => {
    for (const slug of Object.keys(problems)) {
      const page = await get(`/problems/${slug}`);
      expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(await page.text(), "what is code is shown as code").not.toContain("`");
    }
    expect((await get("/problems/nothing")).status).toBe(404);
  });

  test("pages come with a strict policy, assets for ever, and nothing inline is allowed", async () => {
    const page = await get("/sign-in");
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const part of ["frame-ancestors 'none'", "require-trusted-types-for 'script'", "base-uri 'none'"])
      expect(policy).toContain(part);
    expect(page.headers.get("cache-control")).toBe("no-store");
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style/);
    const asset = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    expect((await get(asset)).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("the outbox page shows mails as a person would see them, and they can do nothing but open links", async () => {
    expect(await (await get("/dev/outbox")).text()).toContain("No mail yet");
    const maya = new Person(server, "maya+<b>@example.com".replace("<b>", "b"));
    await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: `"Maya" & Co` });
    const list = await (await get("/dev/outbox")).text();
    const path = /href="(\/dev\/outbox\/mail_[^"]+)"/.exec(list)?.[1] ?? "";
    expect(await (await get(path)).text()).toContain(`src="${path}/html"`);
    const mail = await get(`${path}/html`);
    expect(mail.headers.get("content-security-policy")).toContain("sandbox allow-top-navigation-by-user-activation");
    const html = await mail.text();
    expect(html).toContain("&#34;Maya&#34; &#38; Co");
    expect(html).toContain('target="_top"');
    expect(html).not.toMatch(/<script|<img|<form/);
    expect((await get("/dev/outbox/mail_00000000000000000000000000")).status).toBe(404);
  });

  test("the outbox page answers this machine only, by a name of this machine", async () => {
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request(`${server.url}/dev/outbox`, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on("error", reject).end();
      });
    expect(
      await Promise.all(["localhost:3000", "127.0.0.1", "rebound.example", "127.0.0.1.example"].map(statusFor)),
    ).toEqual([200, 200, 404, 404]);
    const { mortise } = server;
    const from = async (remoteAddress: string) =>
      (await mortise.fetch(new Request("http://localhost/dev/outbox"), { remoteAddress })).status;
    expect([
      await from("::1"),
      await from("::ffff:127.0.0.1"),
      await from("192.0.2.7"),
      await from("::ffff:192.0.2.7"),
    ]).toEqual([200, 200, 404, 404]);
  });

  test("metrics are for loopback only, and never through a proxy", async () => {
    await get("/v1/password-policy");
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toMatch(/mortise_requests_total\{method="GET",route="\/v1\/password-policy",status="200"\} \d+/);
    expect((await get("/metrics", { "x-forwarded-for": "203.0.113.9" })).status).toBe(403);
    const guarded = await startServer("sqlite", { settings: { MORTISE_METRICS_TOKEN: "0123456789abcdef" } });
    try {
      expect((await fetch(`${guarded.url}/metrics`)).status).toBe(403);
      expect(
        (await fetch(`${guarded.url}/metrics`, { headers: { authorization: "Bearer 0123456789abcdef" } })).status,
      ).toBe(200);
    } finally {
      await guarded.close();
    }
  });

  test("tries on an address without an account are counted, and nowhere kept with the address", async () => {
    const stranger = new Person(server, "nobody.knows.me@example.com");
    const count = async () =>
      Number(/mortise_rejected_sign_ins\{account="unknown"\} (\d+)/.exec(await (await get("/metrics")).text())?.[1]);
    const before = await count();
    const id = await stranger.startSignIn();
    expectStatus(await stranger.prove(id, { kind: "password", password: "Wrong-Horse9" }), 401);
    expect(await count()).toBe(before + 1);
    const { read } = server.services.database;
    for (const table of ["events", "attempts", "outbox", "logLeaves"] as const)
      expect(JSON.stringify(await read.selectFrom(table).selectAll().execute()), table).not.toContain(
        "nobody.knows.me",
      );
  });

  test("the OpenAPI document is served, and holds every path of the contract this release has", async () => {
    const document = (await (await get("/openapi.json")).json()) as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe("3.1.0");
    const contract = [
      "/v1/sign-up",
      "/v1/email-verifications",
      "/v1/password-resets",
      "/v1/password-resets/complete",
      "/v1/account",
      "/v1/account/email",
      "/v1/account/password",
      "/v1/password-policy",
      "/v1/attempts",
      "/v1/attempts/{id}",
      "/v1/attempts/{id}/proofs",
      "/v1/account/authenticators",
      "/v1/account/authenticators/totp",
      "/v1/account/authenticators/totp/{id}/complete",
      "/v1/account/authenticators/{id}",
      "/v1/account/recovery-codes",
      "/v1/session",
      "/v1/account/sessions",
      "/v1/account/sessions/{id}",
      "/v1/account/history",
      "/v1/account/events",
    ];
    for (const path of contract) expect(document.paths, path).toHaveProperty([path]);
  });
});

describe("a host app's pages on a listed origin", () => {
  let server: TestServer;
  const app = "https://app.example.com";
  beforeAll(async () => {
    server = await startServer("sqlite", { settings: { MORTISE_ORIGINS: app } });
  });
  afterAll(() => server.close());

  test("get CORS with credentials, on the session check too; others get none", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    for (const path of ["/v1/session", "/v1/account"]) {
      const reply = await maya.call("GET", path, undefined, { origin: app });
      expect(reply.status).toBe(200);
      expect([
        reply.headers.get("access-control-allow-origin"),
        reply.headers.get("access-control-allow-credentials"),
        reply.headers.get("vary"),
      ]).toEqual([app, "true", "Origin"]);
      expect(
        (await maya.call("GET", path, undefined, { origin: "https://evil.example" })).headers.get(
          "access-control-allow-origin",
        ),
      ).toBeNull();
    }
    expectStatus(
      await maya.call("PATCH", "/v1/account", { name: "M" }, { origin: app, "sec-fetch-site": "same-site" }),
      200,
    );
    const preflight = await maya.call("OPTIONS", "/v1/account", undefined, { origin: app });
    expect([preflight.status, preflight.headers.get("access-control-allow-methods")]).toEqual([
      204,
      "GET, POST, PUT, PATCH, DELETE",
    ]);
    expect(
      (await maya.call("OPTIONS", "/v1/account", undefined, { origin: "https://evil.example" })).headers.get(
        "access-control-allow-methods",
      ),
    ).toBeNull();
  });
});

describe("inside a Node app", () => {
  let created: TestDatabase;
  let mortise: Mortise;
  beforeAll(async () => {
    created = await createDatabase("sqlite");
    mortise = await createMortise({
      MORTISE_DATABASE_URL: created.url,
      MORTISE_ROOT_KEY: testRootKey,
      MORTISE_LOG_LEVEL: "silent",
    });
  });
  afterAll(async () => {
    await mortise.close();
    await created.drop();
  });

  test("fetch answers web-standard requests; session and requireStepUp answer the host", async () => {
    const call = (path: string, body?: object, headers: Record<string, string> = {}) =>
      mortise.fetch(
        new Request(`http://localhost:3000${path}`, {
          method: body ? "POST" : "GET",
          headers: { "content-type": "application/json", ...headers },
          ...(body && { body: JSON.stringify(body) }),
        }),
      );
    const [email, password] = ["maya@example.com", "Correct-Horse9"];
    expect((await call("/v1/sign-up", { email, password, name: "Maya" })).status).toBe(202);
    const outbox = (await (await call("/dev/outbox", undefined, { accept: "application/json" })).json()) as {
      items: { text: string }[];
    };
    await call("/v1/email-verifications", { token: /#token=(\S+)/.exec(outbox.items[0]!.text)![1] });
    const { id } = (await (await call("/v1/attempts", { purpose: "sign-in", email })).json()) as { id: string };
    const { token } = (await (
      await call(`/v1/attempts/${id}/proofs`, { kind: "password", password }, { "mortise-client": "token" })
    ).json()) as { token: string };

    const request = new Request("http://localhost:3000/app", { headers: { authorization: `Bearer ${token}` } });
    expect((await mortise.session(request))?.account.email).toBe(email);
    expect(await mortise.session(new Request("http://localhost:3000/app"))).toBeNull();
    expect(await mortise.requireStepUp(request, "delete-account")).toBeNull();
    await call("/v1/session/confirmation", undefined).catch(() => undefined);
    const refused = await mortise.requireStepUp(new Request("http://localhost:3000/app"), "delete-account");
    expect([refused?.status, ((await refused!.json()) as { type: string }).type]).toEqual([
      401,
      "http://localhost:3000/problems/not-signed-in",
    ]);
  });

  test("createServer serves it on node:http", async () => {
    const server = mortise.createServer();
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}/v1/session`)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await new Promise((resolve) => void server.close(resolve));
    expect(createServer).toBeDefined();
  });
});

describe("behind proxies", () => {
  test("a forwarded address is believed from a listed proxy only", async () => {
    for (const [settings, expected] of [
      [{}, "127.0.0.1"],
      [{ MORTISE_TRUSTED_PROXIES: "127.0.0.1" }, "203.0.113.9"],
    ] as const) {
      const server = await startServer("sqlite", { settings });
      try {
        const maya = await new Person(server).signUp();
        maya.headers["x-forwarded-for"] = "198.51.100.1, 203.0.113.9";
        await maya.signIn();
        expect((await maya.get("/v1/account/sessions")).body.items[0].ip).toBe(expected);
      } finally {
        await server.close();
      }
    }
  });

  test("a fault is a bare 500 with the request id, and its text stays in the log", async () => {
    const server = await startServer("sqlite");
    const maya = await (await new Person(server).signUp()).signIn();
    await server.services.transact(async ({ tx }) => {
      await tx.updateTable("sessions").set({ proofs: "not json" }).where("accountId", "=", maya.accountId).execute();
    });
    for (const path of ["/v1/session", "/v1/account"]) {
      const reply = await maya.get(path);
      expect([reply.status, reply.body.type, slugOf(reply)]).toEqual([500, "about:blank", "about:blank"]);
      expect(JSON.stringify(reply.body)).not.toMatch(/JSON|token|position/);
      expect(
        server.logged.some((line) => line.includes(reply.headers.get("x-request-id")!) && line.includes('"fault"')),
      ).toBe(true);
    }
    await server.close();
  });
});
