import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { setServer, startServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;

describe.each(dialects)("accounts on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async (email?: string) => (await new Person(server, email).signUp()).signIn();

  test("an address is one whatever its case, Unicode form or spelling of the domain, and shown as given", async () => {
    await (await new Person(server, "Zoë.Müller@Bücher.Example").signUp()).signIn();
    for (const email of [
      "zoë.müller@bücher.example",
      "ZOË.MÜLLER@XN--BCHER-KVA.EXAMPLE",
      "Zoe\u0308.Mu\u0308ller@bu\u0308cher.example",
    ]) {
      const same = new Person(server, email);
      await same.signIn();
      expect((await same.get("/v1/account")).body.email).toBe("Zoë.Müller@Bücher.Example");
    }
  });

  test("what is no address is refused", async () => {
    for (const email of [
      "maya",
      "maya@",
      "@example.com",
      "maya@localhost",
      "maya@exa mple.com",
      "a..b@example.com",
      `${"x".repeat(65)}@example.com`,
      "maya@-x.com",
      "<maya>@example.com",
    ])
      expect(
        (await new Person(server).post("/v1/sign-up", { email, password: "Correct-Horse9", name: "M" })).body
          .errors?.[0]?.pointer,
        email,
      ).toBe("#/email");
  });

  test("the link can be mailed again, and only the newest works; it dies after 24 hours", async () => {
    const maya = new Person(server);
    await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name });
    const first = await maya.mailedToken();
    server.clock.advance(1);
    expect((await maya.post("/v1/email-verifications/resend", { email: maya.email })).status).toBe(202);
    const second = await maya.mailedToken();
    expect(slugOf(await maya.post("/v1/email-verifications", { token: first }))).toBe("link-invalid");
    server.clock.advance(day);
    expect(slugOf(await maya.post("/v1/email-verifications", { token: second }))).toBe("link-invalid");
    expect((await maya.post("/v1/email-verifications/resend", { email: "nobody@example.com" })).body).toEqual({
      status: "check-email",
    });
  });

  test("mails to one address are bounded, whoever asks and from wherever", async () => {
    const maya = await signedIn();
    const before = (await maya.mails()).length;
    for (let time = 0; time < 14; time++)
      expect((await new Person(server).post("/v1/password-resets", { email: maya.email })).status).toBe(202);
    expect((await maya.mails()).length - before).toBe(10);
    server.clock.advance(3600);
    await maya.post("/v1/password-resets", { email: maya.email });
    expect((await maya.mails()).length - before).toBe(11);
  });

  test("signing up with a known address changes nothing and tells its owner", async () => {
    const maya = await signedIn();
    const stranger = new Person(server);
    expect(
      (
        await stranger.post("/v1/sign-up", {
          email: maya.email.toUpperCase(),
          password: "Stranger-Horse9",
          name: "Eve",
        })
      ).body,
    ).toEqual({ status: "check-email" });
    const mails = await maya.mails(maya.email.toUpperCase());
    expect(mails[0]?.subject).toBe("You already have an account");
    expect(mails[0]?.text).not.toContain("#token=");
    await maya.signIn();
    expect((await maya.get("/v1/account")).body.name).toBe("Maya Wrenholt");
  });

  test("of two who sign up with one address, the click decides, and the other's link is dead", async () => {
    const [owner, stranger] = [new Person(server), new Person(server)];
    await stranger.post("/v1/sign-up", { email: owner.email, password: "Stranger-Horse9", name: "Eve" });
    const strangers = await owner.mailedToken();
    server.clock.advance(1);
    await owner.signUp();
    expect(slugOf(await stranger.post("/v1/email-verifications", { token: strangers }))).toBe("link-invalid");
    await owner.signIn();
  });

  test("sign-up can be closed", async () => {
    const closed = await startServer(dialect, { settings: { MORTISE_SIGN_UP: "closed" } });
    try {
      const maya = new Person(closed);
      const refused = await maya.post("/v1/sign-up", { email: maya.email, password: maya.password, name: maya.name });
      expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([403, "not-allowed", "sign-up-closed"]);
      expect((await maya.get("/v1/deployment")).body).toEqual({
        productName: "Mortise",
        app: null,
        signUp: "closed",
        outboxPage: true,
        returnOrigins: [],
        supportUrl: null,
        rpId: "localhost",
        textMessages: true,
        rememberDeviceDays: 30,
        eventRetentionDays: 400,
        organizationCreation: "open",
      });
    } finally {
      await closed.close();
    }
  });

  test("changing the address: the new one confirms, the old one is told, and signs in no more", async () => {
    const maya = await signedIn();
    const next = `new.${maya.email}`;
    expectStatus(await maya.call("PUT", "/v1/account/email", { email: next }), 202);
    expect((await maya.get("/v1/account")).body).toMatchObject({ email: maya.email, pendingEmail: next });
    expect((await maya.mail()).subject).toBe("Your email address is about to change");
    const token = await maya.mailedToken(next);
    expect((await maya.post("/v1/email-verifications", { token })).body).toMatchObject({
      purpose: "change-email",
      account: { email: next },
    });
    expect((await maya.get("/v1/account")).body).toMatchObject({ email: next, pendingEmail: null });
    expect((await maya.mail()).subject).toBe("Your email address was changed");
    expect(slugOf(await maya.post("/v1/email-verifications", { token }))).toBe("link-invalid");
    const old = maya.elsewhere();
    expect(slugOf(await old.prove(await old.startSignIn(), { kind: "password", password: maya.password }))).toBe(
      "proof-rejected",
    );
  });

  test("an address that is taken is answered alike; its owner is told, and nothing changes", async () => {
    const [maya, dana] = [await signedIn(), await signedIn()];
    expectStatus(await maya.call("PUT", "/v1/account/email", { email: dana.email }), 202);
    const mail = await dana.mail();
    expect(mail.subject).toBe("Someone tried to use your email address");
    expect(mail.text).not.toContain("#token=");
    expect((await dana.get("/v1/account")).body.email).toBe(dana.email);
  });

  test("a newer change of address replaces the one that waits", async () => {
    const maya = await signedIn();
    await maya.call("PUT", "/v1/account/email", { email: `one.${maya.email}` });
    const first = await maya.mailedToken(`one.${maya.email}`);
    await maya.call("PUT", "/v1/account/email", { email: `two.${maya.email}` });
    expect(slugOf(await maya.post("/v1/email-verifications", { token: first }))).toBe("link-invalid");
    expect((await maya.get("/v1/account")).body.pendingEmail).toBe(`two.${maya.email}`);
  });

  test("deleting: sessions end, signing in within 14 days calls it back, and after them it is gone", async () => {
    const maya = await signedIn();
    const { deletesAt } = expectStatus(await maya.call("DELETE", "/v1/account"), 202).body;
    expect(Date.parse(deletesAt)).toBe(server.clock.now() + 14 * day * 1000);
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect((await maya.mail()).subject).toBe("Your account will be deleted");

    server.clock.advance(13 * day);
    const id = await maya.startSignIn();
    expect((await maya.prove(id, { kind: "password", password: maya.password })).body).toMatchObject({
      status: "complete",
      deletionCalledOff: true,
    });

    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    server.clock.advance(14 * day);
    expect(slugOf(await maya.prove(await maya.startSignIn(), { kind: "password", password: maya.password }))).toBe(
      "proof-rejected",
    );
    await server.maintain();
    const { read } = server.services.database;
    for (const table of ["accounts"] as const)
      expect(await read.selectFrom(table).select("id").where("id", "=", maya.accountId).execute()).toEqual([]);
    for (const table of ["passwords", "sessions", "attempts"] as const)
      expect(
        await read.selectFrom(table).select("id").where("accountId", "=", maya.accountId).execute(),
        table,
      ).toEqual([]);
    const events = await read
      .selectFrom("events")
      .selectAll()
      .where("accountId", "=", maya.accountId)
      .orderBy("id")
      .execute();
    expect(events.at(-1)?.type).toBe("account.deleted");
    expect(events.every(({ ip, device, data }) => ip === null && device === null && data === "{}")).toBe(true);
    await new Person(server, maya.email).signUp();
  });

  test("a name turns no words around it, and can be seen", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    for (const name of [
      "Anna\u202egnp.exe",
      "Anna\u2066",
      "Anna\u200fKhan",
      "\u200b\u200d",
      "\u3164",
      "<b>Anna",
      "Anna\u0007",
    ]) {
      expectStatus(await maya.call("PATCH", "/v1/account", { name }), 422);
      expectStatus(await maya.post("/v1/organizations", { name }), 422);
    }
    for (const name of ["Łukasz O’Neill-3", "نور", "👩‍🚀", "李"])
      expect(expectStatus(await maya.call("PATCH", "/v1/account", { name }), 200).body.name).toBe(name);
  });

  test("name and preferred authenticator can be changed; only one's own can be preferred", async () => {
    const [maya, dana] = [await signedIn(), await signedIn()];
    const [first, second, foreign] = [
      await maya.bindTotp("Phone"),
      await maya.bindTotp("Tablet"),
      await dana.bindTotp(),
    ];
    expect(
      (await maya.call("PATCH", "/v1/account", { name: "Maya W.", preferredAuthenticator: second })).body,
    ).toMatchObject({ name: "Maya W.", preferredAuthenticator: second });
    const other = maya.elsewhere();
    const id = await other.startSignIn();
    const { body } = await other.prove(id, { kind: "password", password: maya.password });
    expect(
      body.acceptable.map((each: { id?: string; preferred: boolean }) => [each.id ?? "codes", each.preferred]),
    ).toEqual([
      [second, true],
      [first, false],
      ["codes", false],
    ]);
    expect(slugOf(await maya.call("PATCH", "/v1/account", { preferredAuthenticator: foreign }))).toBe("not-found");
    expect(
      (await maya.call("PATCH", "/v1/account", { preferredAuthenticator: null })).body.preferredAuthenticator,
    ).toBeNull();
  });
});
