import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildFilter } from "../../src/authenticators/password/breached/build-filter.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const leaked = "Heron-walnut-Tide4";
const other = "Brand-new-Horse7";
const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex").toUpperCase();

/** A range service of this machine, that does as it is told. */
class Ranges {
  readonly asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  does: "answers" | "hangs" | "fails" | "redirects" | "lies" = "answers";
  leaked: readonly string[] = [leaked];
  readonly server: Server = createServer((request, response) => {
    this.asked.push({ path: request.url ?? "", headers: request.headers });
    if (this.does === "hangs") return;
    if (this.does === "fails") return void response.writeHead(503).end();
    if (this.does === "redirects") return void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    if (this.does === "lies") return void response.end("<html>Sign in to this network</html>");
    const prefix = (request.url ?? "").slice(-5);
    const listed = this.leaked.map(sha1).filter((hash) => hash.startsWith(prefix));
    const padding = [`${sha1("padding").slice(5)}:0`, `${sha1(other).slice(5)}:0`];
    response.end([...listed.map((hash) => `${hash.slice(5)}:42`), ...padding].join("\r\n"));
  });
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/range/`;
  }
  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const eventsOf = async (server: TestServer, type: string): Promise<number> =>
  (await server.services.database.read.selectFrom("events").select("id").where("type", "=", type).execute()).length;

describe.each(dialects)("breached passwords on %s", (dialect) => {
  const ranges = new Ranges();
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { settings: { MORTISE_BREACHED_PASSWORDS: await ranges.listen() } });
  });
  afterAll(async () => {
    await server.close();
    ranges.close();
  });
  beforeEach(() => {
    ranges.does = "answers";
    ranges.leaked = [leaked];
    ranges.asked.length = 0;
  });

  test("are refused wherever a password is set; the service learns five letters of a hash", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const stranger = new Person(server);
    const dana = new Person(server);
    await dana.post("/v1/sign-up", { email: dana.email, name: dana.name });
    const link = await dana.mailedToken();
    await maya.post("/v1/password-resets", { email: maya.email });
    const token = await maya.mailedToken();
    ranges.asked.length = 0;
    for (const reply of [
      await stranger.post("/v1/sign-up", { email: stranger.email, name: stranger.name, password: leaked }),
      await stranger.post("/v1/sign-up", { email: maya.email, name: stranger.name, password: leaked }),
      await maya.call("PUT", "/v1/account/password", { currentPassword: maya.password, newPassword: leaked }),
      await maya.post("/v1/password-resets/complete", { token, password: leaked }),
      await dana.post("/v1/email-verifications", { token: link, password: leaked }),
    ])
      expect([slugOf(reply), reply.body.unmet]).toEqual(["password-unacceptable", ["breached"]]);
    expect(new Set(ranges.asked.map(({ path }) => path))).toEqual(new Set([`/range/${sha1(leaked).slice(0, 5)}`]));
    for (const { headers } of ranges.asked) {
      expect(headers["add-padding"]).toBe("true");
      expect(headers.cookie).toBeUndefined();
    }
    expectStatus(await maya.post("/v1/password-resets/complete", { token, password: other }), 204);
  });

  test("nobody outside is asked while one types, nor about one that is refused anyway", async () => {
    const someone = new Person(server);
    expect((await someone.post("/v1/password-policy/check", { password: leaked })).body.unmet).toEqual([]);
    expect((await someone.get("/v1/password-policy")).body.refuses).toEqual(["common", "contains-identity"]);
    await someone.post("/v1/sign-up", { email: someone.email, name: someone.name, password: "Password1!" });
    expect(ranges.asked).toEqual([]);
  });

  test("one that leaked is found at a sign-in, once: it opens the account, and its owner is told", async () => {
    ranges.leaked = [];
    const maya = new Person(server);
    maya.password = leaked;
    await maya.signUp();
    ranges.leaked = [leaked];
    ranges.asked.length = 0;
    await maya.signIn();
    expect(ranges.asked).toHaveLength(1);
    const { protection } = (await maya.get("/v1/account")).body;
    expect(protection.nextSteps[0]).toBe("choose-new-password");
    expect((await maya.mails()).map(({ subject }) => subject)).toContain("Choose a new password");
    await maya.elsewhere().signIn();
    expect(ranges.asked).toHaveLength(1);
    const told = await eventsOf(server, "password.breached");
    expect(told).toBe(1);
    const change = { currentPassword: leaked, newPassword: other };
    expectStatus(await maya.call("PUT", "/v1/account/password", change), 204);
    expect((await maya.get("/v1/account")).body.protection.nextSteps).not.toContain("choose-new-password");
  });

  test("of ten sign-ins at once one tells", async () => {
    ranges.leaked = [];
    const maya = new Person(server);
    maya.password = leaked;
    await maya.signUp();
    ranges.leaked = [leaked];
    const before = await eventsOf(server, "password.breached");
    await Promise.all(Array.from({ length: 10 }, () => maya.elsewhere().signIn()));
    expect(await eventsOf(server, "password.breached")).toBe(before + 1);
  });

  test("a wrong password and an address nobody has ask nobody", async () => {
    const maya = await new Person(server).signUp();
    ranges.asked.length = 0;
    for (const email of [maya.email, "nobody@example.com"]) {
      const who = new Person(server, email);
      await who.prove(await who.startSignIn(), { kind: "password", password: "Wrong-Horse9" });
    }
    expect(ranges.asked).toEqual([]);
  });

  test.each(["fails", "redirects", "lies", "hangs"] as const)(
    "a service that %s lets in, with an event, once a minute",
    async (does) => {
      const maya = await new Person(server).signUp();
      ranges.does = does;
      server.clock.advance(61);
      const before = await eventsOf(server, "breach-check.failed");
      const began = performance.now();
      await maya.signIn();
      expect(performance.now() - began).toBeLessThan(5000);
      const stranger = new Person(server);
      const { email, name, password } = stranger;
      expectStatus(await stranger.post("/v1/sign-up", { email, name, password }), 202);
      expect(await eventsOf(server, "breach-check.failed")).toBe(before + 1);
      // What nobody could be asked about is asked about again.
      ranges.does = "answers";
      ranges.asked.length = 0;
      await maya.elsewhere().signIn();
      expect(ranges.asked).toHaveLength(1);
    },
  );
});

test("without the setting nobody is asked, and a file of no use stops the start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "breached-"));
  try {
    const list = join(folder, "list.txt");
    writeFileSync(list, "x");
    await expect(startServer("sqlite", { settings: { MORTISE_BREACHED_PASSWORDS: `file:${list}` } })).rejects.toThrow(
      /MORTISE_BREACHED_PASSWORDS: .*mortise breached build/,
    );
    const plain = await startServer("sqlite");
    expect(plain.services.breached).toBeNull();
    await plain.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a filter of this machine is asked while one types, too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "breached-"));
  const filter = join(folder, "filter");
  writeFileSync(join(folder, "list.txt"), `${sha1(leaked)}:3\n`);
  await buildFilter(join(folder, "list.txt"), filter);
  const server = await startServer("sqlite", { settings: { MORTISE_BREACHED_PASSWORDS: `file:${filter}` } });
  try {
    const someone = new Person(server);
    expect((await someone.get("/v1/password-policy")).body.refuses).toContain("breached");
    expect((await someone.post("/v1/password-policy/check", { password: leaked })).body.unmet).toEqual(["breached"]);
    expect((await someone.post("/v1/password-policy/check", { password: other })).body.unmet).toEqual([]);
    const { email, name } = someone;
    const refused = await someone.post("/v1/sign-up", { email, name, password: leaked });
    expect(refused.body.unmet).toEqual(["breached"]);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
