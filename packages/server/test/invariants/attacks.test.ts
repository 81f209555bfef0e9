import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("attacks on %s", (dialect) => {
  const server = setServer(dialect);

  test("the last recovery code opens a session like the nine before it", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    for (const [index, code] of maya.recoveryCodes.entries()) {
      const elsewhere = maya.elsewhere();
      const id = await elsewhere.startSignIn();
      expectStatus(await elsewhere.prove(id, { kind: "password", password: maya.password }), 200);
      const reply = expectStatus(await elsewhere.prove(id, { kind: "recovery-code", code }), 200);
      expect([index, reply.body.status]).toEqual([index, "complete"]);
    }
  });

  test.each([
    "a path: x@example.com/y",
    "a query: x@example.com?y",
    "a backslash: x@example.com\\y",
    "a percent sign: x@ex%61mple.com",
    "a line break: x@exa\r\nmple.com",
    "a header: x@example.com/\r\nX-Injected: yes",
    "another recipient: x@example.com/ <mallory%evil.example>",
    "two recipients: x@example.com/,root",
  ])("no address: %s", async (named) => {
    const email = named.slice(named.indexOf(": ") + 2);
    const reply = await new Person(server).post("/v1/sign-up", { email, password: "Correct-Horse9", name: "Maya" });
    expect([reply.status, slugOf(reply)]).toEqual([422, "invalid-request"]);
  });

  test("a request held open does nothing once its session has ended", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const held = await holdOpen(server, maya, "PUT", "/v1/account/email", { email: "mallory@evil.example" });
    const owner = await maya.elsewhere().signIn();
    expectStatus(await owner.call("DELETE", "/v1/account/sessions"), 200);
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect(await held.finish()).toBe(401);
    expect((await owner.get("/v1/account")).body.pendingEmail).toBeNull();
  });

  test("a held-open completion binds no authenticator once its session has ended", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const pending = expectStatus(await maya.post("/v1/account/authenticators/totp"), 201).body;
    maya.secrets.push(pending.secret);
    const held = await holdOpen(server, maya, "POST", `/v1/account/authenticators/totp/${pending.id}/complete`, {
      code: maya.code(),
      name: "Mallory's",
    });
    const owner = await maya.elsewhere().signIn();
    expectStatus(
      await owner.call("PUT", "/v1/account/password", {
        currentPassword: maya.password,
        newPassword: "Other-Horse-77",
      }),
      204,
    );
    expect(await held.finish()).toBe(401);
    expect((await owner.get("/v1/account/authenticators")).body.totp).toEqual([]);
  });

  test.each([
    "/v1/account/events?type=%00",
    "/v1/account/events?cursor=%00",
    "/v1/account/history?cursor=%00",
    "/v1/account/sessions?cursor=%00",
    "/v1/attempts/%00",
    "/v1/attempts/%ff%fe",
    "/v1/account/events?__proto__=1",
    "/v1/account/events?from=2024-02-29T23:59:59.999999999999999999999999Z",
    "/v1/account/events?from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59%2B23:59",
    "/dev/outbox/%00",
  ])("no fault: GET %s", async (path) => {
    const maya = await (await new Person(server).signUp()).signIn();
    expect((await maya.get(path)).status).toBeLessThan(500);
  });

  test("no fault: a NUL in a path that changes something", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    for (const [method, path, body] of [
      ["DELETE", "/v1/account/sessions/%00", undefined],
      ["DELETE", "/v1/account/authenticators/%00", undefined],
      ["PATCH", "/v1/account/authenticators/%00", { name: "x" }],
      ["POST", "/v1/attempts/%00/proofs", { kind: "totp", code: "1" }],
    ] as const)
      expect((await maya.call(method, path, body)).status).toBeLessThan(500);
  });

  test("sending the link again hands nobody a stranger's sign-up, and tells where the sign-up itself came from", async () => {
    const maya = new Person(server);
    const signUp = (person: Person) =>
      person.post("/v1/sign-up", { email: maya.email, password: person.password, name: "Maya" });
    expectStatus(await signUp(maya), 202);
    const elsewhere = new Person(server, maya.email);
    elsewhere.headers["user-agent"] = "curl/8.5.0";
    expectStatus(await elsewhere.post("/v1/email-verifications/resend", { email: maya.email }), 202);
    expect((await maya.mails())[0]?.text).toContain("Chrome 156 on Linux");
    const mallory = Object.assign(new Person(server, maya.email), { password: "Mallorys-Own-77" });
    expectStatus(await signUp(mallory), 202);
    const mails = (await maya.mails()).length;
    expectStatus(await maya.post("/v1/email-verifications/resend", { email: maya.email }), 202);
    expect(await maya.mails()).toHaveLength(mails);
  });

  test("a recovery code of a set that was replaced confirms nothing", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const thief = maya.elsewhere();
    const id = await thief.startSignIn();
    expectStatus(await thief.prove(id, { kind: "password", password: maya.password }), 200);
    expectStatus(await thief.prove(id, { kind: "recovery-code", code: maya.recoveryCodes[0] }), 200);
    expectStatus(await maya.post("/v1/account/recovery-codes"), 201);
    expect(slugOf(await thief.call("DELETE", "/v1/account/authenticators"))).toBe("step-up-required");
  });

  test("many devices do not multiply the wrong tries at a second factor without bound", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const devices = [];
    for (let each = 0; each < 30; each++) devices.push(await maya.elsewhere().signIn());
    await maya.bindTotp();
    let judged = 0;
    for (const device of devices) {
      // The address' own throttle is not what is looked at.
      server.clock.advance(20);
      for (let round = 0; round < 2; round++) {
        const id = await device.startSignIn();
        await device.prove(id, { kind: "password", password: maya.password });
        for (let each = 0; each < 5; each++)
          if (slugOf(await device.prove(id, { kind: "totp", code: "000000" })) === "proof-rejected") judged++;
      }
    }
    expect(judged).toBeLessThanOrEqual(200);
  });
});

/** Sends a request but for the last byte of its body, and that when told. Answers once the server has taken it up. */
async function holdOpen(
  server: TestServer,
  person: Person,
  method: string,
  path: string,
  body: object,
): Promise<{ finish(): Promise<number> }> {
  const { hostname, port } = new URL(server.url);
  const text = JSON.stringify(body);
  const socket = connect(Number(port), hostname);
  let read = "";
  socket.on("data", (chunk) => (read += chunk.toString()));
  const status = (isWanted: (status: number) => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const statuses = [...read.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, each]) => Number(each));
        statuses.filter(isWanted).forEach(resolve);
      };
      look();
      socket.on("data", look).on("error", reject);
    });
  socket.write(
    [
      `${method} ${path} HTTP/1.1`,
      `host: ${hostname}:${port}`,
      `origin: ${server.services.config.publicUrl}`,
      `cookie: ${[...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ")}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(text)}`,
      // Node says 100 as it hands the request over.
      "expect: 100-continue",
      "",
      text.slice(0, -1),
    ].join("\r\n"),
  );
  await status((each) => each === 100);
  return {
    async finish() {
      socket.write(text.slice(-1));
      const answer = await status((each) => each !== 100);
      socket.destroy();
      return answer;
    },
  };
}
