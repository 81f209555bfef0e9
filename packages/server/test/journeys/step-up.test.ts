import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

const tenMinutes = 600;

describe.each(dialects)("fresh proof for sensitive changes on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const withApp = async () => {
    const maya = await signedIn();
    await maya.bindTotp();
    return maya;
  };

  test("a sign-in is fresh for ten minutes, to the second", async () => {
    const maya = await signedIn();
    server.clock.advance(tenMinutes);
    expectStatus(await maya.post("/v1/account/authenticators/totp"), 201);
    server.clock.advance(1);
    const refused = await maya.post("/v1/account/authenticators/totp");
    expect(slugOf(refused)).toBe("step-up-required");
    expect(refused.body.stepUp).toEqual({
      operation: "bind-authenticator",
      acceptable: ["password"],
      maxAgeSeconds: 600,
    });
  });

  test("a second authenticator asks for a code of the first, once the first is older than ten minutes", async () => {
    const maya = await withApp();
    expectStatus(await maya.post("/v1/account/authenticators/totp"), 201);
    server.clock.advance(tenMinutes + 1);
    const refused = await maya.post("/v1/account/authenticators/totp");
    expect(refused.body.stepUp.acceptable).toEqual(["totp"]);
    await maya.stepUp();
    expectStatus(await maya.post("/v1/account/authenticators/totp"), 201);
  });

  test("the password alone is no fresh proof for an account with a second factor", async () => {
    const maya = await withApp();
    server.clock.advance(tenMinutes + 1);
    const { body } = await maya.post("/v1/attempts", { purpose: "step-up", operation: "turn-off-two-step" });
    expect(body.acceptable.map(({ kind }: { kind: string }) => kind)).toEqual(["totp"]);
    for (const proof of [
      { kind: "password", password: maya.password },
      { kind: "recovery-code", code: maya.recoveryCodes[0] },
    ])
      expect(slugOf(await maya.prove(body.id, proof))).toBe("invalid-request");
    expect(slugOf(await maya.call("DELETE", "/v1/account/authenticators"))).toBe("step-up-required");
  });

  test("signing in with a recovery code is fresh for ten minutes: the way to replace what was lost", async () => {
    const maya = await withApp();
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    await other.prove(id, { kind: "password", password: maya.password });
    await other.prove(id, { kind: "recovery-code", code: maya.recoveryCodes[0] });
    expectStatus(await other.post("/v1/account/recovery-codes"), 201);
    expectStatus(await other.call("DELETE", "/v1/account/authenticators"), 204);
    server.clock.advance(tenMinutes + 1);
    expect(slugOf(await other.post("/v1/account/authenticators/totp"))).toBe("step-up-required");
  });

  test("every guarded operation asks, changes nothing, and works after fresh proof", async () => {
    const operations: [string, string, unknown, number][] = [
      ["POST", "/v1/account/authenticators/totp", {}, 201],
      ["POST", "/v1/account/recovery-codes", {}, 201],
      ["PUT", "/v1/account/email", { email: "elsewhere@example.com" }, 202],
      ["PUT", "/v1/account/password", { currentPassword: "Correct-Horse9", newPassword: "Another-Horse8" }, 204],
      ["DELETE", "/v1/account/sessions", undefined, 200],
      ["DELETE", "/v1/account/authenticators", undefined, 204],
      ["DELETE", "/v1/account", undefined, 202],
    ];
    for (const [method, path, body, status] of operations) {
      const maya = await withApp();
      server.clock.advance(tenMinutes + 1);
      const before = (await maya.get("/v1/account/authenticators")).body;
      expect(slugOf(await maya.call(method, path, body)), path).toBe("step-up-required");
      expect((await maya.get("/v1/account/authenticators")).body).toEqual(before);
      await maya.stepUp();
      expectStatus(await maya.call(method, path, body), status);
    }
  });

  test("a proof made with an authenticator that was removed meanwhile confirms nothing more", async () => {
    const maya = await signedIn();
    const stolen = await maya.bindTotp("Stolen phone");
    await maya.bindTotp("Spare");
    server.clock.advance(tenMinutes + 1);
    const thief = maya.elsewhere();
    const id = await thief.startSignIn();
    await thief.prove(id, { kind: "password", password: maya.password });
    expect((await thief.prove(id, { kind: "totp", code: thief.freshCode(0) })).body.status).toBe("complete");
    const stepUp = (await maya.post("/v1/attempts", { purpose: "step-up", operation: "unbind-authenticator" })).body.id;
    expectStatus(await maya.prove(stepUp, { kind: "totp", code: maya.freshCode(1) }), 200);
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${stolen}`), 204);
    expect(slugOf(await thief.post("/v1/account/recovery-codes"))).toBe("step-up-required");
    expectStatus(await maya.post("/v1/account/recovery-codes"), 201);
  });

  test("a step-up belongs to the session that began it", async () => {
    const maya = await withApp();
    const other = await maya.elsewhere().signIn();
    const { body } = await maya.post("/v1/attempts", { purpose: "step-up", operation: "delete-account" });
    expect(slugOf(await other.prove(body.id, { kind: "totp", code: other.freshCode() }))).toBe("not-found");
    expect(slugOf(await other.get(`/v1/attempts/${body.id}`))).toBe("not-found");
    expect(slugOf(await new Person(server).get(`/v1/attempts/${body.id}`))).toBe("not-found");
    expect(
      slugOf(await new Person(server).post("/v1/attempts", { purpose: "step-up", operation: "delete-account" })),
    ).toBe("not-signed-in");
  });

  test("a confirmation can be ended early", async () => {
    const maya = await withApp();
    expect((await maya.get("/v1/session")).body.confirmedUntil).not.toBeNull();
    expectStatus(await maya.call("DELETE", "/v1/session/confirmation"), 204);
    expect((await maya.get("/v1/session")).body.confirmedUntil).toBeNull();
    expect(slugOf(await maya.post("/v1/account/recovery-codes"))).toBe("step-up-required");
  });

  test("token callers are told by header too (RFC 9470)", async () => {
    const maya = await signedIn();
    const token = maya.cookies.get("mortise")!;
    server.clock.advance(tenMinutes + 1);
    maya.cookies.clear();
    const refused = await maya.call("DELETE", "/v1/account", undefined, { authorization: `Bearer ${token}` });
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_user_authentication", max_age="600"',
    );
  });

  test("with the setting `any` the password confirms, and with `second-factor` it does not", async () => {
    const lenient = await startServer(dialect, { settings: { MORTISE_STEP_UP_STRENGTH: "any" } });
    try {
      const maya = await (await new Person(lenient).signUp()).signIn();
      await maya.bindTotp();
      lenient.clock.advance(tenMinutes + 1);
      const refused = await maya.post("/v1/account/recovery-codes");
      expect(refused.body.stepUp.acceptable).toEqual(["password", "totp"]);
    } finally {
      await lenient.close();
    }
  });

  test("the cookie is new after the assurance has risen, and the old one is worth nothing", async () => {
    const maya = await signedIn();
    const before = maya.cookies.get("mortise")!;
    await maya.bindTotp();
    const after = maya.cookies.get("mortise")!;
    expect(after).not.toBe(before);
    expect((await maya.get("/v1/session")).body.assurance).toBe(2);
    maya.cookies.set("mortise", before);
    expect(slugOf(await maya.get("/v1/session"))).toBe("not-signed-in");
  });
});
