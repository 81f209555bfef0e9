import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

describe.each(dialects)("from sign-up to a protected account on %s", (dialect) => {
  const server = setServer(dialect);

  test("a person signs up, confirms by one click, and signs in", async () => {
    const maya = new Person(server);
    const asked = await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name });
    expect([asked.status, asked.body]).toEqual([202, { status: "check-email" }]);
    const mail = await maya.mail();
    expect(mail.subject).toBe("Confirm your email address");
    expect(mail.text).toContain(`${server.services.config.publicUrl}/verify-email#token=`);

    const token = await maya.mailedToken();
    const verified = await maya.post("/v1/email-verifications", { token });
    expect(verified.body).toMatchObject({ purpose: "sign-up", account: { email: maya.email, name: maya.name } });
    expect(slugOf(await maya.post("/v1/email-verifications", { token }))).toBe("link-invalid");
    // The same browser is signed in by it; from here on as another would be.
    expectStatus(await maya.call("DELETE", "/v1/session"), 204);
    expect(slugOf(await maya.get("/v1/session"))).toBe("not-signed-in");

    await maya.signIn();
    const session = await maya.get("/v1/session");
    expect(session.body).toMatchObject({
      account: { email: maya.email, name: maya.name },
      assurance: 1,
      phishingResistant: false,
      trust: "trusted",
    });
    const account = await maya.get("/v1/account");
    expect(account.body.protection).toEqual({
      level: "password-only",
      methods: ["password"],
      nextStep: "add-passkey",
      nextSteps: ["add-passkey", "add-authenticator-app"],
    });
  });

  test("nobody signs in before the address is confirmed", async () => {
    const maya = new Person(server);
    await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name });
    const id = await maya.startSignIn();
    expect(slugOf(await maya.prove(id, { kind: "password", password: maya.password }))).toBe("proof-rejected");
  });

  test("two authenticators: added, renamed, used, removed; ten codes come with the first", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    const first = await maya.bindTotp("Phone");
    expect(maya.recoveryCodes).toHaveLength(10);
    expect(new Set(maya.recoveryCodes).size).toBe(10);
    for (const code of maya.recoveryCodes) expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    const codes = maya.recoveryCodes;
    const second = await maya.bindTotp("Tablet");
    expect(maya.recoveryCodes).toBe(codes);

    expect((await maya.call("PATCH", `/v1/account/authenticators/${second}`, { name: "Spare tablet" })).body.name).toBe(
      "Spare tablet",
    );
    const list = (await maya.get("/v1/account/authenticators")).body;
    expect(list.totp.map((each: { name: string }) => each.name)).toEqual(["Phone", "Spare tablet"]);
    expect(list.recoveryCodes).toMatchObject({ remaining: 10, total: 10 });
    expect((await maya.get("/v1/account")).body.protection.level).toBe("two-factor");

    for (const which of [0, 1]) {
      const other = maya.elsewhere();
      const id = await other.startSignIn();
      const halfway = await other.prove(id, { kind: "password", password: maya.password });
      expect(halfway.body.status).toBe("open");
      expect(halfway.body.acceptable.map((each: { kind: string; name?: string }) => each.name ?? each.kind)).toEqual([
        "Phone",
        "Spare tablet",
        "recovery-code",
      ]);
      expect((await other.prove(id, { kind: "totp", code: other.freshCode(which) })).body).toMatchObject({
        status: "complete",
        session: { assurance: 2 },
      });
    }

    expect((await maya.call("DELETE", `/v1/account/authenticators/${first}`)).status).toBe(204);
    expect((await maya.get("/v1/account/authenticators")).body.totp).toHaveLength(1);
    expect((await maya.get("/v1/account/authenticators")).body.recoveryCodes.remaining).toBe(10);
    expect((await maya.call("DELETE", `/v1/account/authenticators/${second}`)).status).toBe(204);
    expect((await maya.get("/v1/account/authenticators")).body).toMatchObject({ totp: [], recoveryCodes: null });
  });

  test("a recovery code stands in for the app: any case, with or without the dash, once", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const typed = maya.recoveryCodes[0]!.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    const signIn = async (code: string) => {
      const other = maya.elsewhere();
      const id = await other.startSignIn();
      await other.prove(id, { kind: "password", password: maya.password });
      return other.prove(id, { kind: "recovery-code", code });
    };
    const done = await signIn(typed);
    expect(done.body).toMatchObject({ status: "complete", recoveryCodes: { remaining: 9, total: 10 } });
    expect((await maya.mail()).subject).toBe("A recovery code was used to sign in");
    expect(slugOf(await signIn(maya.recoveryCodes[0]!))).toBe("proof-rejected");
    expect((await signIn(maya.recoveryCodes[1]!)).body.recoveryCodes.remaining).toBe(8);
  });

  test("old recovery codes die when new ones are made", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const [old] = maya.recoveryCodes;
    const { codes } = (await maya.post("/v1/account/recovery-codes")).body;
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    await other.prove(id, { kind: "password", password: maya.password });
    expect(slugOf(await other.prove(id, { kind: "recovery-code", code: old }))).toBe("proof-rejected");
    expect((await other.prove(id, { kind: "recovery-code", code: codes[0] })).body.status).toBe("complete");
    expect((await maya.mails()).some(({ subject }) => subject === "New recovery codes were made")).toBe(true);
  });

  test("the history shows every try, failed ones with their reason and the factor used", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    await other.prove(id, { kind: "password", password: "wrong" });
    await other.prove(id, { kind: "password", password: maya.password });
    await other.prove(id, { kind: "totp", code: "000000" });
    await other.prove(id, { kind: "totp", code: other.code() });
    await other.prove(id, { kind: "recovery-code", code: maya.recoveryCodes[0]! });
    const { items } = (await maya.get("/v1/account/history")).body;
    expect(
      items.map((item: Record<string, unknown>) => [item.outcome, item.method, item.factor, item.reason ?? null]),
    ).toEqual([
      ["success", "password", "recovery-code", null],
      ["failure", "password", "totp", "code-already-used"],
      ["failure", "password", "totp", "wrong-code"],
      ["failure", "password", null, "wrong-password"],
      ["success", "password", null, null],
    ]);
    expect(items[0]).toMatchObject({ ip: "127.0.0.1", device: "Chrome 156 on Linux", location: null });
    const failures = (await maya.get("/v1/account/history?outcome=failure&limit=2")).body;
    expect(failures.items).toHaveLength(2);
    const rest = (await maya.get(`/v1/account/history?outcome=failure&limit=2&cursor=${failures.nextCursor}`)).body;
    expect([rest.items.length, rest.nextCursor]).toEqual([1, null]);
  });
});
