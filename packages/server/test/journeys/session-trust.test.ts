import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import {
  boxford,
  changchun,
  chromeOn,
  eventsOf,
  firefox,
  london,
  onHold,
  placedSettings,
  restoreWithApp,
  signedInFrom,
  thiefOf,
} from "../support/flagged.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("a session is doubted on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: placedSettings });
  });
  afterAll(() => server.close());

  const reasonOf = ({ body }: Reply) => [body.trust, body.flaggedReason];
  const current = (person: Person) => person.get("/v1/session");
  const mailsOnHold = async (person: Person) => (await person.mails()).filter(({ subject }) => subject === onHold);

  test("when its browser changes: the very request that shows it is refused, and the owner is told", async () => {
    const maya = await signedInFrom(server, london);
    const thief = thiefOf(maya, { "user-agent": firefox });
    const refused = await thief.get("/v1/account/sessions");
    expect([refused.status, slugOf(refused)]).toEqual([403, "session-flagged"]);
    expect(refused.body).toMatchObject({ reason: "browser-changed", acceptable: ["totp"] });
    const session = await current(maya);
    expect(session.body).toMatchObject({
      trust: "flagged",
      flaggedReason: "browser-changed",
      flaggedAt: new Date(server.clock.now()).toISOString(),
      acceptable: ["totp"],
    });
    const [event, ...more] = await eventsOf(maya, "session.flagged");
    expect(more).toEqual([]);
    expect(event).toMatchObject({ actorKind: "system", device: "Firefox 140 on Linux", ip: london });
    expect(JSON.parse(event?.data ?? "")).toEqual({
      reason: "browser-changed",
      evidence: "browser-changed:Chrome>Firefox",
    });
    const [mail, ...others] = await mailsOnHold(maya);
    expect(others).toEqual([]);
    for (const part of [
      ...[
        "opened in Chrome and was",
        "Device: Firefox 140 on Linux Where: London, United Kingdom (approximate) IP address: 81.2.69.142",
      ],
      ...["Chrome 156 on Linux, since", "This wasn't me:", `${server.services.config.publicUrl}/sessions`],
    ])
      expect(mail?.text.replaceAll(/\s+/g, " ")).toContain(part);
    // Nothing in a mail vouches for a session; its only link disowns.
    expect(mail?.text.match(/\S+#token=/g)).toEqual([`${server.services.config.publicUrl}/not-me#token=`]);
  });

  test("not when the same browser is newer, nor when a host's backend asks for it", async () => {
    const maya = await signedInFrom(server, london);
    for (const [agent, address] of [
      [chromeOn("X11; Linux x86_64", 157), london],
      ["node", changchun],
      ["Go-http-client/1.1", changchun],
      ["", changchun],
      [chromeOn("X11; Linux x86_64", 158), boxford],
    ] as const) {
      Object.assign(maya.headers, { "user-agent": agent, "x-forwarded-for": address });
      expect(reasonOf(await current(maya)), agent).toEqual(["trusted", undefined]);
    }
    server.clock.advance(60);
    await current(maya);
    expect((await maya.get("/v1/account/sessions")).body.items[0].device).toBe("Chrome 158 on Linux");
  });

  test("when a program uses it, unless it only asks whose it is, as a host does", async () => {
    const maya = await signedInFrom(server, london);
    const curl = thiefOf(maya, { "user-agent": "curl/8.5.0", "x-forwarded-for": changchun });
    expect(reasonOf(await current(curl))).toEqual(["trusted", undefined]);
    const renamed = await curl.call("PATCH", "/v1/account", { name: "Mallory" });
    expect([slugOf(renamed), renamed.body.reason]).toEqual(["session-flagged", "browser-changed"]);
    expect((await current(maya)).body.account.name).toBe(maya.name);
    for (const [method, path] of [
      ["GET", "/v1/account/sessions"],
      ["DELETE", "/v1/account/remembered-devices"],
      ["POST", "/v1/organizations"],
    ] as const) {
      const other = await signedInFrom(server, london);
      const program = thiefOf(other, { "user-agent": "", "x-forwarded-for": london });
      expect(slugOf(await program.call(method, path, method === "POST" ? { name: "X" } : undefined)), path).toBe(
        "session-flagged",
      );
    }
  });

  test("not when a program opened it, whatever name it gives itself then", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const program = maya.elsewhere();
    program.headers["mortise-client"] = "token";
    const id = await program.startSignIn();
    const { token } = expectStatus(await program.prove(id, { kind: "password", password: maya.password }), 200).body;
    program.cookies.clear();
    Object.assign(program.headers, { authorization: `Bearer ${token as string}`, "user-agent": "node" });
    expectStatus(await program.call("PATCH", "/v1/account", { name: "Maya" }), 200);
    expect(reasonOf(await current(program))).toEqual(["trusted", undefined]);
  });

  test("when its operating system changes", async () => {
    const maya = await signedInFrom(server, london);
    maya.headers["user-agent"] = chromeOn("Windows NT 10.0; Win64; x64");
    expect(reasonOf(await current(maya))).toEqual(["flagged", "os-changed"]);
  });

  test("when its country changes faster than a plane flies, and not when there was time", async () => {
    const [fast, slow] = [await signedInFrom(server, london), await signedInFrom(server, london)];
    server.clock.advance(30 * 60);
    fast.headers["x-forwarded-for"] = changchun;
    expect(reasonOf(await current(fast))).toEqual(["flagged", "impossible-travel"]);
    const data = JSON.parse((await eventsOf(fast, "session.flagged"))[0]?.data ?? "");
    expect(data.evidence).toBe("impossible-travel:CN-GB");
    server.clock.advance(12 * 3600);
    slow.headers["x-forwarded-for"] = changchun;
    expect(reasonOf(await current(slow))).toEqual(["trusted", undefined]);
    const [listed] = (await slow.get("/v1/account/sessions")).body.items;
    expect(listed).toMatchObject({
      ip: changchun,
      location: { text: "Changchun, China", country: "CN", precision: "city" },
    });
  });

  test("a backend that asks all the while does not shorten the journey", async () => {
    const maya = await signedInFrom(server, london);
    for (let hour = 0; hour < 12; hour++) {
      server.clock.advance(3600);
      expectStatus(await maya.call("GET", "/v1/session", undefined, { "user-agent": "node" }), 200);
    }
    maya.headers["x-forwarded-for"] = changchun;
    expect(reasonOf(await current(maya))).toEqual(["trusted", undefined]);
  });

  test("nor does it hide one: what a browser was last seen at is written beside it", async () => {
    const maya = await signedInFrom(server, london);
    server.clock.advance(12 * 3600);
    expectStatus(await maya.call("GET", "/v1/session", undefined, { "user-agent": "node" }), 200);
    expectStatus(await current(maya), 200);
    server.clock.advance(60);
    maya.headers["x-forwarded-for"] = changchun;
    expect(reasonOf(await current(maya))).toEqual(["flagged", "impossible-travel"]);
  });

  test("when it is used from a network the operator lists, by whatever program", async () => {
    const maya = await signedInFrom(server, london);
    Object.assign(maya.headers, { "x-forwarded-for": "192.0.2.77", "user-agent": "curl/8.5.0" });
    expect(reasonOf(await current(maya))).toEqual(["flagged", "listed-network"]);
    const dana = new Person(server);
    dana.headers["x-forwarded-for"] = "198.51.100.1";
    await (await dana.signUp()).signIn();
    expect(reasonOf(await current(dana))).toEqual(["flagged", "listed-network"]);
  });

  test("when five answers to confirm it's you are wrong within an hour, and not before", async () => {
    const maya = await signedInFrom(server, london);
    const wrong = async (times: number) => {
      const { id } = expectStatus(
        await maya.post("/v1/attempts", { purpose: "step-up", operation: "delete-account" }),
        201,
      ).body;
      for (let each = 0; each < times; each++)
        expect(slugOf(await maya.prove(id, { kind: "totp", code: "000000" }))).toBe("proof-rejected");
    };
    await wrong(4);
    server.clock.advance(3600);
    await wrong(4);
    expect(reasonOf(await current(maya))).toEqual(["trusted", undefined]);
    await wrong(1);
    expect(reasonOf(await current(maya))).toEqual(["flagged", "failed-step-ups"]);
    expectStatus(await restoreWithApp(maya), 200);
    await wrong(4);
    expect(reasonOf(await current(maya))).toEqual(["trusted", undefined]);
    await wrong(1);
    expect(reasonOf(await current(maya))).toEqual(["flagged", "failed-step-ups"]);
  });

  test("when a copy of the passkey that opened it is used; that passkey cannot vouch for it", async () => {
    const maya = await signedInFrom(server, london);
    const origin = server.services.config.publicUrl;
    const key = new SoftwareAuthenticator(origin, { counts: true });
    const { authenticator } = await maya.bindPasskey(key);
    const unconcerned = maya.elsewhere();
    await unconcerned.signIn();
    const copy = key.clone();
    const withKey = async (person: Person, device: SoftwareAuthenticator) => {
      const id = await person.startSignIn();
      const options = expectStatus(await person.post(`/v1/attempts/${id}/passkey-options`), 200).body;
      return person.prove(id, { kind: "passkey", credential: device.get(options) });
    };
    expectStatus(await withKey(maya, key), 200);
    expectStatus(await withKey(maya, key), 200);
    expect(slugOf(await withKey(maya.elsewhere(), copy))).toBe("proof-rejected");
    expect((await current(maya)).body).toMatchObject({ flaggedReason: "cloned-key", acceptable: ["totp"] });
    expect(reasonOf(await current(unconcerned))).toEqual(["trusted", undefined]);
    expect(await mailsOnHold(maya)).toHaveLength(1);
    const restore = expectStatus(await maya.post("/v1/attempts", { purpose: "restore-trust" }), 201).body;
    expect(restore.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["totp"]);
    const spare = await unconcerned.bindPasskey(new SoftwareAuthenticator(origin), "Spare");
    expect((await current(maya)).body.acceptable).toEqual(["passkey"]);
    const again = expectStatus(await maya.post("/v1/attempts", { purpose: "restore-trust" }), 201).body;
    expect(again.acceptable.map(({ id }: { id: string }) => id)).toEqual([spare.authenticator.id]);
    const options = expectStatus(await maya.post(`/v1/attempts/${again.id}/passkey-options`), 200).body;
    const vouching = await maya.prove(again.id, {
      kind: "passkey",
      credential: key.get({ ...options, allowCredentials: [] }),
    });
    expect([slugOf(vouching), reasonOf(await current(maya))]).toEqual(["proof-rejected", ["flagged", "cloned-key"]]);
    const [rejected] = await eventsOf(maya, "restore-trust.rejected");
    expect(JSON.parse(rejected?.data ?? "")).toEqual({ kind: "passkey", reason: "passkey-cloned" });
    expect(authenticator.id).not.toBe(spare.authenticator.id);
  });

  test("once, however many requests bring the evidence at once: one event, one mail", async () => {
    const maya = await signedInFrom(server, london);
    const thief = thiefOf(maya, { "user-agent": firefox });
    const replies = await Promise.all(Array.from({ length: 50 }, () => thief.get("/v1/account/sessions")));
    expect(new Set(replies.map(slugOf))).toEqual(new Set(["session-flagged"]));
    expect([(await eventsOf(maya, "session.flagged")).length, (await mailsOnHold(maya)).length]).toEqual([1, 1]);
  });

  test("a request like the last one is looked up, and nothing else", async () => {
    const quiet = await startServer(dialect, { settings: placedSettings, quiet: true });
    try {
      const maya = await signedInFrom(quiet, london);
      await current(maya);
      const queries = async (headers: Record<string, string>) => {
        const before = quiet.services.database.queries;
        expectStatus(await maya.call("GET", "/v1/session", undefined, headers), 200);
        return quiet.services.database.queries - before;
      };
      expect(await queries({})).toBe(1);
      expect(await queries({ "user-agent": "node", "x-forwarded-for": changchun })).toBe(1);
      expect(await queries({ "x-forwarded-for": boxford })).toBe(2);
    } finally {
      await quiet.close();
    }
  });

  test("inside a host's process too: session and requireStepUp", async () => {
    const maya = await signedInFrom(server, london);
    const request = (headers: Record<string, string>) =>
      new Request(`${server.url}/any`, {
        headers: { cookie: `mortise=${maya.cookies.get("mortise")!}`, "x-forwarded-for": london, ...headers },
      });
    const chrome = { "user-agent": chromeOn("X11; Linux x86_64") };
    expect(await server.mortise.session(request(chrome))).toMatchObject({ trust: "trusted" });
    expect(await server.mortise.requireStepUp(request(chrome), "change-email")).toBeNull();
    const refused = await server.mortise.requireStepUp(request({ "user-agent": firefox }), "change-email");
    expect([refused?.status, ((await refused!.json()) as { reason: string }).reason]).toEqual([403, "browser-changed"]);
    expect(await server.mortise.session(request(chrome))).toMatchObject({ trust: "flagged" });
    const other = await signedInFrom(server, london);
    const far = new Request(`${server.url}/any`, {
      headers: { cookie: `mortise=${other.cookies.get("mortise")!}`, ...chrome, "x-forwarded-for": changchun },
    });
    expect(await server.mortise.session(far)).toMatchObject({ trust: "trusted" });
    expect(await server.mortise.session(far, { remoteAddress: "127.0.0.1" })).toMatchObject({ trust: "flagged" });
  });
});
