import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageNames, patternsOf, wellKnown } from "../../src/addresses.ts";
import { readConfig } from "../../src/config/config.ts";
import { createMortise } from "../../src/index.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { expectStatus } from "../support/person.ts";
import { PersonBelow } from "../support/person-below.ts";
import { startServer, type TestServer, testRootKey } from "../support/test-server.ts";

const host = "https://app.example.com";

describe.each(dialects)("Mortise under /auth of an app's host, on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    const settings = {
      MORTISE_BASE_PATH: "/auth/",
      MORTISE_ORIGINS: host,
      MORTISE_RELATED_ORIGINS: "https://example.de",
      MORTISE_SECURITY_CONTACT: "mailto:security@example.com",
    };
    server = await startServer(dialect, { settings });
  });
  afterAll(() => server.close());
  const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: "manual", ...init });
  const publicUrl = () => server.services.config.publicUrl;

  test("a person signs up by the mailed link, signs in, and is known to the session check", async () => {
    const maya = new PersonBelow(server);
    expectStatus(await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name }), 202);
    expect((await maya.mail()).text).toContain(`${publicUrl()}/auth/verify-email#token=`);
    expectStatus(await maya.post("/v1/email-verifications", { token: await maya.mailedToken() }), 200);
    const attempt = await maya.startSignIn();
    const proven = expectStatus(await maya.prove(attempt, { kind: "password", password: maya.password }), 200);
    // The app beside it is asked with the cookie, so it goes with every request to the host.
    for (const cookie of proven.headers.getSetCookie()) expect(cookie).toMatch(/^mortise[^;]*; Path=\/; /);
    const session = expectStatus(await maya.get("/v1/session"), 200);
    expect(session.body.account.email).toBe(maya.email);
    expect(session.headers.get("content-length")).not.toBeNull();
    expectStatus(await maya.get("/v1/session?organization=org_00000000000000000000000000"), 403);
    expectStatus(await maya.get("/v1/account"), 200);
    expectStatus(await maya.post("/v1/password-resets", { email: maya.email }), 202);
    expect((await maya.mail()).text).toContain(`${publicUrl()}/auth/reset-password#token=`);
    expectStatus(await maya.call("DELETE", "/v1/session"), 204);
    const refused = expectStatus(await maya.get("/v1/session"), 401);
    expect(refused.body.type).toBe(`${publicUrl()}/auth/problems/not-signed-in`);
  });

  test("the session check before the framework is asked below the path only", async () => {
    const maya = await (await new PersonBelow(server).signUp()).signIn();
    const cookie = [...maya.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    // What the row answers is counted there as well.
    const byRow = async () =>
      Number(
        /mortise_requests_total\{[^}]*route="\/v1\/session",status="200"\} (\d+)/.exec(
          await (await ask("/auth/metrics")).text(),
        )?.[1] ?? 0,
      );
    const before = await byRow();
    const statuses = await Promise.all(
      ["/auth/v1/session", "/v1/session", "/auth/auth/v1/session", "/auth/v1/sessions"].map(
        async (path) => (await ask(path, { headers: { cookie } })).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 404]);
    expect(await byRow()).toBe(before);
    const listed = await ask("/auth/v1/session", { headers: { cookie, origin: host } });
    expect([listed.status, listed.headers.get("access-control-allow-origin")]).toEqual([200, host]);
    expect(await byRow()).toBe(before + 1);
  });

  test("pages and their assets are below it, told where they stand", async () => {
    for (const pattern of pageNames.flatMap(patternsOf)) {
      const path = `/auth${pattern.replaceAll(/:\w+/g, "x1")}`;
      expect((await ask(path)).status, path).toBe(200);
    }
    expect((await ask("/auth")).status).toBe(200);
    const html = await (await ask("/auth/security/passkeys/new")).text();
    expect(html).toContain('data-base-path="/auth"');
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = ""]) => path);
    expect(loaded.length).toBeGreaterThan(2);
    for (const path of loaded) {
      expect(path).toMatch(/^\/auth\/assets\//);
      expect((await ask(path)).status, path).toBe(200);
    }
  });

  test("problem pages, health, metrics, the document and the outbox are below it; links in them, too", async () => {
    const problem = await (await ask("/auth/problems/conflict")).text();
    expect(problem).toContain('href="/auth/security"');
    expect(problem).toContain('href="/auth/pages.css"');
    for (const path of ["/pages.css", "/healthz", "/readyz", "/metrics"])
      expect((await ask(`/auth${path}`)).status, path).toBe(200);
    expect(await (await ask("/auth/openapi.json")).json()).toMatchObject({ servers: [{ url: "/auth" }] });
    const [, mail = ""] =
      /href="(\/auth\/dev\/outbox\/mail_[^"]+)"/.exec(await (await ask("/auth/dev/outbox")).text()) ?? [];
    expect(await (await ask(mail)).text()).toContain(`src="${mail}/html"`);
  });

  test("what stands at the root of a host stays there, and leads below", async () => {
    for (const path of Object.values(wellKnown)) expect((await ask(path)).status, path).toBeLessThan(400);
    expect((await ask(wellKnown.changePassword)).headers.get("location")).toBe("/auth/security/password");
    expect(await (await ask(wellKnown.passkeyEndpoints)).json()).toEqual({
      enroll: `${publicUrl()}/auth/security/passkeys/new`,
      manage: `${publicUrl()}/auth/security`,
    });
    expect((await ask(`/auth${wellKnown.security}`)).status).toBe(404);
  });

  test.each([
    "/",
    "/security",
    "/sign-in",
    "/v1/account",
    "/v1/session",
    "/healthz",
    "/metrics",
    "/pages.css",
    "/dev/outbox",
    "/authority",
    "/openapi.json",
  ])("%s is the app's, not ours", async (path) => {
    const answer = await ask(path, { headers: { accept: "text/html" } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });

  test("a listed host asks first below it, and a wrong method is told which are right", async () => {
    const preflight = await ask("/auth/v1/account", { method: "OPTIONS", headers: { origin: host } });
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
    const wrong = await ask("/auth/v1/sign-up", { method: "GET" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

test("inside a Node app only the paths below it are answered", async () => {
  const created = await createDatabase("sqlite");
  const mortise = await createMortise({
    MORTISE_PUBLIC_URL: "http://localhost:4999",
    MORTISE_BASE_PATH: "/auth",
    MORTISE_DATABASE_URL: created.url,
    MORTISE_ROOT_KEY: testRootKey,
    MORTISE_LOG_LEVEL: "silent",
  });
  try {
    const statusOf = async (path: string) => (await mortise.fetch(new Request(`http://localhost:4999${path}`))).status;
    expect([await statusOf("/auth/sign-in"), await statusOf("/sign-in")]).toEqual([200, 404]);
    const refused = await mortise.requireStepUp(new Request("http://localhost:4999/notes"), "delete-account");
    expect(await refused?.json()).toMatchObject({ type: "http://localhost:4999/auth/problems/not-signed-in" });
  } finally {
    await mortise.close();
    await created.drop();
  }
});

describe("the setting", () => {
  const read = (path?: string) =>
    readConfig({
      MORTISE_PUBLIC_URL: host,
      MORTISE_SMTP_URL: "smtp://mail.example.com",
      ...(path !== undefined && { MORTISE_BASE_PATH: path }),
    }).basePath;

  test.each([
    [undefined, ""],
    ["/", ""],
    ["/auth", "/auth"],
    ["/auth/", "/auth"],
    ["/a-b_c.d~e/F1/", "/a-b_c.d~e/F1"],
    ["/..auth", "/..auth"],
  ])("%s is %s", (given, basePath) => {
    expect(read(given)).toBe(basePath);
  });

  test.each([
    "auth",
    "//",
    "//auth",
    "/auth//",
    "/a//b",
    "/..",
    "/a/../b",
    "/./a",
    "/auth?x",
    "/auth#x",
    "/a b",
    "/ä",
    "/a%20b",
    "/a:b",
    "https://x.example/auth",
    '/"><script>',
  ])("%s is refused at start", (given) => {
    expect(() => read(given)).toThrow("MORTISE_BASE_PATH: must be a path such as /auth");
  });
});
