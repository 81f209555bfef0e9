import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("sessions on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async () => (await new Person(server).signUp()).signIn();

  test("the list marks this one and tells device, address, start and last activity", async () => {
    const maya = await signedIn();
    const other = maya.elsewhere();
    other.headers["user-agent"] =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
    await other.signIn();
    const { items } = (await maya.get("/v1/account/sessions")).body;
    expect(items).toHaveLength(2);
    expect(items.map((item: { current: boolean; device: string }) => [item.current, item.device])).toEqual([
      [false, "Safari 18 on macOS"],
      [true, "Chrome 156 on Linux"],
    ]);
    const at = new Date(server.clock.now()).toISOString();
    expect(items[1]).toMatchObject({
      ip: "127.0.0.1",
      location: null,
      createdAt: at,
      lastSeenAt: at,
      method: "password",
      assurance: 1,
      trust: "trusted",
    });
  });

  test("the list is paged, newest first", async () => {
    const maya = await signedIn();
    for (let each = 0; each < 4; each++) await maya.elsewhere().signIn();
    const first = (await maya.get("/v1/account/sessions?limit=3")).body;
    const rest = (await maya.get(`/v1/account/sessions?limit=3&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
    expect(rest.items[1].current).toBe(true);
  });

  test("an agent nobody knows is unknown, never shown raw", async () => {
    const maya = await new Person(server).signUp();
    maya.headers["user-agent"] = `<script>alert(1)</script>${"x".repeat(300)}`;
    await maya.signIn();
    expect((await maya.get("/v1/account/sessions")).body.items[0].device).toBe("Unknown browser");
  });

  test("ending one puts the other browser out at its next request", async () => {
    const maya = await signedIn();
    const other = await maya.elsewhere().signIn();
    const { id } = (await other.get("/v1/session")).body;
    expectStatus(await maya.call("DELETE", `/v1/account/sessions/${id}`), 204);
    expect(slugOf(await other.get("/v1/session"))).toBe("not-signed-in");
    expect(slugOf(await maya.call("DELETE", `/v1/account/sessions/${id}`))).toBe("not-found");
    expectStatus(await maya.get("/v1/session"), 200);
  });

  test("ending all others leaves this one", async () => {
    const maya = await signedIn();
    const others = [await maya.elsewhere().signIn(), await maya.elsewhere().signIn()];
    expect((await maya.call("DELETE", "/v1/account/sessions")).body).toEqual({ ended: 2 });
    for (const other of others) expect((await other.get("/v1/session")).status).toBe(401);
    expectStatus(await maya.get("/v1/session"), 200);
  });

  test("signing out ends the session itself, not only the cookie", async () => {
    const maya = await signedIn();
    const token = maya.cookies.get("mortise")!;
    expectStatus(await maya.call("DELETE", "/v1/session"), 204);
    expect(maya.cookies.has("mortise")).toBe(false);
    maya.cookies.set("mortise", token);
    expect((await maya.get("/v1/session")).status).toBe(401);
  });

  test("signing in again in the same browser ends the session its cookie held", async () => {
    const maya = await signedIn();
    const before = maya.cookies.get("mortise")!;
    await maya.signIn();
    const stale = maya.elsewhere();
    stale.cookies.set("mortise", before);
    expect((await stale.get("/v1/session")).status).toBe(401);
    expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(1);
  });

  test("idle for 30 days ends it, to the millisecond; use keeps it", async () => {
    const maya = await signedIn();
    server.clock.advance(30 * day - 1);
    expectStatus(await maya.get("/v1/session"), 200);
    server.clock.advance(30 * day - 1);
    expectStatus(await maya.get("/v1/session"), 200);
    server.clock.advance(30 * day);
    expect((await maya.get("/v1/session")).status).toBe(401);
  });

  test("90 days end it however much it is used", async () => {
    const maya = await signedIn();
    for (let week = 0; week < 12; week++) {
      server.clock.advance(7 * day);
      expectStatus(await maya.get("/v1/session"), 200);
    }
    server.clock.advance(6 * day - 1);
    expectStatus(await maya.get("/v1/session"), 200);
    server.clock.advance(1);
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect(
      (
        await maya
          .elsewhere()
          .signIn()
          .then((other) => other.get("/v1/account/sessions"))
      ).body.items,
    ).toHaveLength(1);
  });

  test("last activity is written at most once a minute", async () => {
    const maya = await signedIn();
    const start = server.clock.now();
    server.clock.advance(59);
    await maya.get("/v1/session");
    expect((await maya.get("/v1/session")).body.lastSeenAt).toBe(new Date(start).toISOString());
    server.clock.advance(1);
    await maya.get("/v1/session");
    expect((await maya.get("/v1/session")).body.lastSeenAt).toBe(new Date(start + 60_000).toISOString());
  });

  test("a program holds its token itself, and a bearer token needs no origin", async () => {
    const maya = await new Person(server).signUp();
    const id = await maya.startSignIn();
    const done = await maya.call(
      "POST",
      `/v1/attempts/${id}/proofs`,
      { kind: "password", password: maya.password },
      { "mortise-client": "token" },
    );
    expect(done.headers.getSetCookie()).toEqual([]);
    expect(done.body.token).toMatch(/^[\w-]{43}$/);
    const response = await fetch(`${server.url}/v1/session`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${done.body.token}` },
    });
    expect(response.status).toBe(204);
    const after = await fetch(`${server.url}/v1/session`, { headers: { authorization: `Bearer ${done.body.token}` } });
    expect([after.status, after.headers.get("www-authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
  });

  test("cookies are HttpOnly and Lax, and Secure with the __Host- prefix on https", async () => {
    const secure = await startServer(dialect, {
      settings: { MORTISE_PUBLIC_URL: "https://id.example.com", MORTISE_SMTP_URL: "smtp://127.0.0.1:1" },
    });
    const cookies: string[] = [];
    try {
      for (const each of [server, secure]) {
        const maya = new Person(each);
        const { hash } = each.services.passwords;
        const { createAccountForTest } = await import("../support/accounts.ts");
        await createAccountForTest(each, { email: maya.email, passwordHash: String(await hash(maya.password)) });
        const id = await maya.startSignIn();
        const done = await maya.prove(id, { kind: "password", password: maya.password });
        cookies.push(...done.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]*/, "=…")));
      }
    } finally {
      await secure.close();
    }
    expect(cookies).toEqual([
      "mortise=…; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax",
      "mortise-device=…; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax",
      "__Host-mortise=…; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure",
      "__Host-mortise-device=…; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure",
    ]);
  });
});
