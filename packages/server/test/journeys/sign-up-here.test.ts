import { describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer } from "../support/test-server.ts";

const app = "https://app.example.com";

describe.each(dialects)("the link of a sign-up on %s", (dialect) => {
  const server = setServer(dialect, { settings: { MORTISE_ORIGINS: app } });

  async function begun(body: object = {}): Promise<Person> {
    const maya = new Person(server);
    const { email, name, password } = maya;
    expectStatus(await maya.post("/v1/sign-up", { email, name, password, ...body }), 202);
    return maya;
  }

  const use = async (person: Person, token: string) => person.post("/v1/email-verifications", { token });
  const isIn = async (person: Person) => (await person.get("/v1/session")).status === 200;

  test("signs in where it was asked for, with what was proven there and no more", async () => {
    const maya = await begun();
    server.clock.advance(700);
    expectStatus(await use(maya, await maya.mailedToken()), 200);
    const session = expectStatus(await maya.get("/v1/session"), 200).body;
    expect(session).toMatchObject({ account: { email: maya.email }, assurance: 1, trust: "trusted" });
    // The password was typed when signing up: it is no fresh proof any more.
    expect(slugOf(await maya.call("DELETE", "/v1/account"))).toBe("step-up-required");
    const history = (await maya.get("/v1/account/history")).body.items;
    expect(history).toMatchObject([{ method: "password", outcome: "success" }]);
    expect([...maya.cookies.keys()].filter((name) => name.endsWith("sign-up"))).toEqual([]);
  });

  test("signs nobody in elsewhere, with another's secret, or in a program", async () => {
    const maya = await begun();
    const token = await maya.mailedToken();
    const elsewhere = new Person(server);
    // Somebody signed up in that browser too, for another address.
    await elsewhere.post("/v1/sign-up", { email: elsewhere.email, name: "Sam", password: elsewhere.password });
    expectStatus(await use(elsewhere, token), 200);
    expect(await isIn(elsewhere)).toBe(false);
    expect(await isIn(maya)).toBe(false);
    const other = await begun();
    const [name, secret] = [...other.cookies].find(([each]) => each.endsWith("sign-up"))!;
    const reply = await new Person(server).call(
      "POST",
      "/v1/email-verifications",
      { token: await other.mailedToken() },
      { "mortise-client": "token", cookie: `${name}=${secret}` },
    );
    expect([reply.status, "token" in reply.body]).toEqual([200, false]);
  });

  test("somebody who signs up with another's address is not let in by the owner's click", async () => {
    const stranger = await begun();
    const owner = new Person(server);
    expectStatus(await use(owner, await stranger.mailedToken()), 200);
    expect([await isIn(owner), await isIn(stranger)]).toEqual([false, false]);
  });

  test("with a passkey made there, the session has what the passkey proves", async () => {
    const maya = await begun({ password: undefined });
    const token = await maya.mailedToken();
    const device = new SoftwareAuthenticator(server.services.config.publicUrl);
    const options = await maya.post("/v1/email-verifications/passkey-options", { token });
    const credential = device.create(expectStatus(options, 200).body);
    expectStatus(await maya.post("/v1/email-verifications", { token, credential }), 200);
    const session = expectStatus(await maya.get("/v1/session"), 200).body;
    expect(session).toMatchObject({ assurance: 2, phishingResistant: true });
  });

  test("used fifty times at once, it opens one session", async () => {
    const maya = await begun();
    const token = await maya.mailedToken();
    const tries = Array.from({ length: 50 }, async () => {
      const window = new Person(server);
      for (const [name, value] of maya.cookies) window.cookies.set(name, value);
      await use(window, token);
      return isIn(window);
    });
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    const opened = await server.services.database.read
      .selectFrom("events")
      .innerJoin("accounts", "accounts.id", "events.accountId")
      .select("events.id")
      .where("type", "=", "session.opened")
      .where("accounts.email", "=", maya.email)
      .execute();
    expect(opened).toHaveLength(1);
  });

  test.each([
    ["/security?from=mail", "%2Fsecurity%3Ffrom%3Dmail"],
    [`${app}/welcome`, "https%3A%2F%2Fapp.example.com%2Fwelcome"],
  ])("goes on to %s, on another device too", async (returnTo, query) => {
    const maya = await begun({ returnTo });
    expect((await maya.mail()).text).toContain(`/verify-email?return_to=${query}#token=`);
    const { email } = maya;
    expectStatus(await maya.post("/v1/email-verifications/resend", { email, returnTo }), 202);
    expect((await maya.mail()).text).toContain(`/verify-email?return_to=${query}#token=`);
    expectStatus(await use(maya, /#token=(\S+)/.exec((await maya.mail()).text)![1]!), 200);
    expectStatus(await maya.post("/v1/password-resets", { email, returnTo }), 202);
    expect((await maya.mail()).text).toContain(`/reset-password?return_to=${query}#token=`);
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "https://app.example.com@evil.example/",
    "https://app.example.com.evil.example/",
    "\t//evil.example",
    "welcome",
  ])("is never mailed with %j to go on to", async (returnTo) => {
    const maya = await begun({ returnTo });
    const { text } = await maya.mail();
    expect(text).toMatch(/\/verify-email#token=/);
    expect(text).not.toContain("return_to");
    expect(text).not.toContain("evil");
  });
});
