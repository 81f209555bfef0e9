import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import {
  changchun,
  chromeOn,
  eventsOf,
  firefox,
  london,
  onHold,
  placedSettings,
  restoreWithApp,
  signedInFrom,
  startRestoring,
  thiefOf,
} from "../support/flagged.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { runCommand } from "../support/server-process.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const day = 24 * 3600;

describe.each(dialects)("a flagged session on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: placedSettings });
  });
  afterAll(() => server.close());

  /** Somebody whose browser became another one. */
  const flagged = async (): Promise<Person> => {
    const maya = await signedInFrom(server, london);
    maya.headers["user-agent"] = firefox;
    expect(slugOf(await maya.get("/v1/account/sessions"))).toBe("session-flagged");
    return maya;
  };
  const trustOf = async (person: Person) => (await person.get("/v1/session")).body.trust;

  test("reads its account, signs out, and does nothing else", async () => {
    const maya = await flagged();
    expect((await maya.get("/v1/account")).body.email).toBe(maya.email);
    for (const [method, path] of [
      ["GET", "/v1/account/authenticators"],
      ["GET", "/v1/account/events"],
      ["PATCH", "/v1/account"],
      ["DELETE", "/v1/account/sessions"],
    ] as const)
      expect(slugOf(await maya.call(method, path, method === "PATCH" ? { name: "X" } : undefined)), path).toBe(
        "session-flagged",
      );
    expectStatus(await maya.call("DELETE", "/v1/session"), 204);
    expect((await maya.get("/v1/session")).status).toBe(401);
  });

  test("is restored by a code of the app, recorded once, and the same evidence does not flag it again", async () => {
    const maya = await flagged();
    const done = expectStatus(await restoreWithApp(maya), 200);
    expect(done.body).toMatchObject({ purpose: "restore-trust", status: "complete" });
    expect(await trustOf(maya)).toBe("trusted");
    const [event, ...more] = await eventsOf(maya, "session.trust-restored");
    expect([JSON.parse(event?.data ?? ""), more]).toEqual([{ reason: "browser-changed", kind: "totp" }, []]);
    expectStatus(await maya.get("/v1/account/sessions"), 200);
    delete maya.headers["user-agent"];
    expect(await trustOf(maya)).toBe("trusted");
    maya.headers["user-agent"] = firefox.replaceAll("140", "141");
    expect(await trustOf(maya)).toBe("trusted");
    maya.headers["x-forwarded-for"] = changchun;
    expect((await maya.get("/v1/session")).body.flaggedReason).toBe("impossible-travel");
    expectStatus(await restoreWithApp(maya), 200);
    maya.headers["x-forwarded-for"] = london;
    expect(await trustOf(maya)).toBe("trusted");
    expect(await eventsOf(maya, "session.flagged")).toHaveLength(2);
  });

  test("is restored once for all that the restoring request shows: browser, system, place and network", async () => {
    const maya = await signedInFrom(server, london);
    const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const network = "198.51.100.7";
    Object.assign(maya.headers, { "user-agent": windows, "x-forwarded-for": network, "cf-ipcountry": "JP" });
    expect(await trustOf(maya)).toBe("flagged");
    expectStatus(await restoreWithApp(maya), 200);
    for (const path of ["/v1/session", "/v1/account/sessions"]) expectStatus(await maya.get(path), 200);
    expect(await trustOf(maya)).toBe("trusted");
    expect(await eventsOf(maya, "session.flagged")).toHaveLength(1);
    // What it did not show is not vouched for.
    maya.headers["user-agent"] = chromeOn("Macintosh; Intel Mac OS X 10_15_7");
    expect(await trustOf(maya)).toBe("flagged");
  });

  test("gets a new token when it is restored: a copied one is worth nothing", async () => {
    const maya = await signedInFrom(server, london);
    const thief = thiefOf(maya, { "user-agent": firefox });
    expect(slugOf(await thief.get("/v1/account/sessions"))).toBe("session-flagged");
    expect((await restoreWithApp(maya)).headers.getSetCookie().join()).toMatch(/^mortise=[\w-]{43};/);
    expect(await trustOf(maya)).toBe("trusted");
    expect((await thief.get("/v1/session")).status).toBe(401);
  });

  test("of a program gets its new token in the answer", async () => {
    const maya = await signedInFrom(server, london);
    const id = await maya.startSignIn();
    maya.headers["mortise-client"] = "token";
    await maya.prove(id, { kind: "password", password: maya.password });
    const signedIn = expectStatus(await maya.prove(id, { kind: "totp", code: maya.freshCode() }), 200).body;
    maya.cookies.clear();
    Object.assign(maya.headers, { authorization: `Bearer ${signedIn.token as string}`, "user-agent": firefox });
    expect(await trustOf(maya)).toBe("flagged");
    const { token } = expectStatus(await restoreWithApp(maya), 200).body;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await maya.get("/v1/session")).status).toBe(401);
    maya.headers.authorization = `Bearer ${token as string}`;
    expect(await trustOf(maya)).toBe("trusted");
  });

  test("asks for a passkey where one is bound, and for nothing less", async () => {
    const maya = await signedInFrom(server, london);
    const key = new SoftwareAuthenticator(server.services.config.publicUrl);
    await maya.bindPasskey(key);
    maya.headers["user-agent"] = firefox;
    expect((await maya.get("/v1/session")).body).toMatchObject({ trust: "flagged", acceptable: ["passkey"] });
    const { id, acceptable } = await startRestoring(maya);
    expect(acceptable.map(({ kind }) => kind)).toEqual(["passkey"]);
    for (const proof of [
      { kind: "totp", code: maya.freshCode() },
      { kind: "password", password: maya.password },
      { kind: "recovery-code", code: maya.recoveryCodes[0] },
    ])
      expect(slugOf(await maya.prove(id, proof))).toBe("invalid-request");
    const options = expectStatus(await maya.post(`/v1/attempts/${id}/passkey-options`), 200).body;
    const wrong = await maya.prove(id, { kind: "passkey", credential: key.get(options, { tamperSignature: true }) });
    expect(slugOf(wrong)).toBe("proof-rejected");
    expect(JSON.parse((await eventsOf(maya, "restore-trust.rejected"))[0]?.data ?? "")).toEqual({
      kind: "passkey",
      reason: "passkey-invalid",
    });
    const fresh = expectStatus(await maya.post(`/v1/attempts/${id}/passkey-options`), 200).body;
    expectStatus(await maya.prove(id, { kind: "passkey", credential: key.get(fresh) }), 200);
    expect(await trustOf(maya)).toBe("trusted");
  });

  test("without either cannot be restored, only signed out of", async () => {
    const maya = new Person(server);
    maya.headers["x-forwarded-for"] = london;
    await (await maya.signUp()).signIn();
    maya.headers["user-agent"] = firefox;
    expect((await maya.get("/v1/session")).body).toMatchObject({ trust: "flagged", acceptable: [] });
    const refused = await maya.post("/v1/attempts", { purpose: "restore-trust" });
    expect([slugOf(refused), refused.body.reason]).toEqual(["not-allowed", "no-authenticator"]);
    await maya.signIn();
    expect(await trustOf(maya)).toBe("trusted");
  });

  test("is not restored by a step-up, however it was begun", async () => {
    const maya = await signedInFrom(server, london);
    const { id } = expectStatus(
      await maya.post("/v1/attempts", { purpose: "step-up", operation: "change-email" }),
      201,
    ).body;
    maya.headers["user-agent"] = firefox;
    expect(slugOf(await maya.post("/v1/attempts", { purpose: "step-up", operation: "change-email" }))).toBe(
      "session-flagged",
    );
    for (const reply of [
      await maya.get(`/v1/attempts/${id}`),
      await maya.post(`/v1/attempts/${id}/passkey-options`),
      await maya.prove(id, { kind: "totp", code: maya.freshCode() }),
    ])
      expect([slugOf(reply), reply.body.acceptable]).toEqual(["session-flagged", ["totp"]]);
    expect(await trustOf(maya)).toBe("flagged");
    expect(await eventsOf(maya, "step-up.accepted")).toEqual([]);
  });

  test("is not restored from another session, whose list shows why it is held", async () => {
    const maya = await flagged();
    const other = maya.elsewhere();
    other.headers["x-forwarded-for"] = london;
    await other.signIn();
    const { id } = await startRestoring(maya);
    expect(slugOf(await other.prove(id, { kind: "totp", code: other.freshCode() }))).toBe("not-found");
    expect(slugOf(await other.post("/v1/attempts", { purpose: "restore-trust" }))).toBe("conflict");
    expect(await trustOf(maya)).toBe("flagged");
    const { items } = (await other.get("/v1/account/sessions")).body;
    const held = items.find(({ current }: { current: boolean }) => !current);
    expect(held).toMatchObject({ trust: "flagged", flaggedReason: "browser-changed" });
    expectStatus(await other.call("DELETE", `/v1/account/sessions/${held.id as string}`), 204);
    expect((await maya.get("/v1/session")).status).toBe(401);
  });

  test("ends after a day of being ignored; a right answer then does nothing", async () => {
    const maya = await flagged();
    server.clock.advance(day - 60);
    const { id } = await startRestoring(maya);
    server.clock.advance(30);
    expect(await trustOf(maya)).toBe("flagged");
    server.clock.advance(30);
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect(slugOf(await maya.prove(id, { kind: "totp", code: maya.code() }))).toBe("not-found");
    expect(await eventsOf(maya, "session.trust-restored")).toEqual([]);
    const other = maya.elsewhere();
    await other.signIn();
    expect((await other.get("/v1/account/sessions")).body.items).toHaveLength(1);
    await server.maintain();
    await server.maintain();
    const ended = (await eventsOf(maya, "session.ended")).map(({ data, actorKind }) => [
      actorKind,
      JSON.parse(data).reason,
    ]);
    expect(ended).toEqual([["system", "flag-ignored"]]);
  });

  test("signing in from it opens a new one, which is trusted, and ends the old", async () => {
    const maya = await flagged();
    const before = (await maya.get("/v1/session")).body.id;
    await maya.signIn();
    const after = (await maya.get("/v1/session")).body;
    expect([after.trust, after.id === before]).toEqual(["trusted", false]);
    expect((await maya.get("/v1/account/sessions")).body.items).toHaveLength(1);
  });

  test("restored fifty times at once is restored once", async () => {
    const maya = await flagged();
    const ids = [];
    for (let each = 0; each < 50; each++) ids.push((await startRestoring(maya)).id);
    const code = maya.freshCode();
    const replies = await Promise.all(ids.map((id) => thiefOf(maya, {}).prove(id, { kind: "totp", code })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await eventsOf(maya, "session.trust-restored")).toHaveLength(1);
    const key = new SoftwareAuthenticator(server.services.config.publicUrl, { counts: false });
    const dana = await signedInFrom(server, london);
    await dana.bindPasskey(key);
    dana.headers["user-agent"] = firefox;
    const ceremonies = [];
    for (let each = 0; each < 50; each++) {
      const { id } = await startRestoring(dana);
      ceremonies.push({ id, options: (await dana.post(`/v1/attempts/${id}/passkey-options`)).body });
    }
    const answers = await Promise.all(
      ceremonies.map(({ id, options }) =>
        thiefOf(dana, {}).prove(id, { kind: "passkey", credential: key.get(options) }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await eventsOf(dana, "session.trust-restored")).toHaveLength(1);
  });

  test("by the operator's hand, again and again, each time by name", async () => {
    const maya = await signedInFrom(server, london);
    const { id } = (await maya.get("/v1/session")).body;
    const mortise = (...args: string[]) =>
      runCommand(["sessions", "flag", ...args], {
        MORTISE_DATABASE_URL: server.databaseUrl,
        MORTISE_ROOT_KEY: testRootKey,
      });
    const said = await mortise(id, "--as", "dana", "--reason", "asked by telephone");
    expect([said.code, said.out]).toEqual([0, expect.stringContaining(maya.email)]);
    expect((await maya.get("/v1/session")).body.flaggedReason).toBe("by-operator");
    expect((await mortise(id)).err.trim()).toBe("This session is on hold already.");
    expectStatus(await restoreWithApp(maya), 200);
    expect((await mortise(id, "--as", "dana")).code).toBe(0);
    expect(await trustOf(maya)).toBe("flagged");
    const events = await eventsOf(maya, "session.flagged");
    expect(events.map(({ actorKind, actorId }) => [actorKind, actorId])).toEqual([
      ["operator", "dana"],
      ["operator", "dana"],
    ]);
    expect(JSON.parse(events[0]?.data ?? "")).toMatchObject({ reason: "by-operator", note: "asked by telephone" });
    expect((await maya.mails()).filter(({ subject }) => subject === onHold)).toHaveLength(2);
    expect((await mortise("sess_00000000000000000000000000")).err).toContain("There is no session");
  });
});
