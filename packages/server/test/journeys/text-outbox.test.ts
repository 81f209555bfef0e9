import { afterEach, describe, expect, test } from "vitest";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { newNumber, phonesPath } from "../support/phones.ts";
import { startSmtpSink } from "../support/smtp-sink.ts";
import { startServer, type TestServer } from "../support/test-server.ts";
import { startHttpPeer } from "../support/text-peers.ts";

describe.each(dialects)("the outbox page and text messages on %s", (dialect) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  const start = async (settings: Record<string, string> = {}): Promise<TestServer> => {
    const server = await startServer(dialect, { settings });
    opened.unshift(server);
    return server;
  };
  const page = async (server: TestServer, path = "/dev/outbox") => (await fetch(server.url + path)).text();
  const items = async (server: TestServer) =>
    (await new Person(server).call("GET", "/dev/outbox", undefined, { accept: "application/json" })).body.items;

  test("shows them beside mails, with the number they are for, as people and as programs see them", async () => {
    const server = await start({ MORTISE_PRODUCT_NAME: "<b>Example</b>" });
    const maya = await (await new Person(server).signUp()).signIn();
    const number = newNumber();
    expectStatus(await maya.post(phonesPath, { number }), 201);
    const [newest] = await items(server);
    expect(newest).toEqual({
      id: expect.stringMatching(/^txtm_[0-9a-z]{26}$/),
      channel: "text-message",
      to: number,
      text: expect.stringMatching(/^\d{6} is your /),
      at: new Date(server.clock.now()).toISOString(),
    });
    const list = await page(server);
    expect(list).toContain(`To ${number}`);
    expect(list).toContain("MORTISE_TEXT_MESSAGE_URL");
    expect(list).toContain("MORTISE_SMTP_URL");
    const one = await page(server, `/dev/outbox/${newest.id}`);
    expect(one).toContain(`@localhost #${newest.text.slice(0, 6)}`);
    for (const html of [list, one]) expect(html).not.toMatch(/<b>|<iframe/);
    expect((await fetch(`${server.url}/dev/outbox/${newest.id}/html`)).status).toBe(404);
  });

  test("with a mail server it lists text messages only, though mails wait to be sent", async () => {
    const sink = await startSmtpSink();
    opened.push(sink);
    sink.refuseWith = { code: 451, text: "later" };
    const server = await start({ MORTISE_SMTP_URL: sink.url });
    expect(await page(server)).toContain("No text message yet");
    const { createAccountForTest } = await import("../support/accounts.ts");
    const maya = new Person(server);
    const passwordHash = String(await server.services.passwords.hash(maya.password));
    await createAccountForTest(server, { email: maya.email, passwordHash });
    await maya.signIn();
    await maya.post("/v1/password-resets", { email: maya.email });
    const number = newNumber();
    expectStatus(await maya.post(phonesPath, { number }), 201);
    const waiting = await server.services.database.read.selectFrom("outbox").selectAll().execute();
    expect(waiting.map(({ channel }) => channel).sort()).toEqual(["email", "text-message"]);
    expect((await items(server)).map(({ to }: { to: string }) => to)).toEqual([number]);
    const mail = waiting.find(({ channel }) => channel === "email");
    expect((await fetch(`${server.url}/dev/outbox/${mail!.id}`)).status).toBe(404);
    expect(await page(server)).not.toContain("MORTISE_SMTP_URL");
    expect((await maya.get("/v1/deployment")).body).toMatchObject({ outboxPage: false, textMessages: true });
  });

  test("with a transport for text messages it lists mails only; with both there is none", async () => {
    const [sink, peer] = [await startSmtpSink(), await startHttpPeer()];
    opened.push(sink, peer);
    const texts = {
      MORTISE_TEXT_MESSAGE_URL: `http://${peer.host}/`,
      MORTISE_TEXT_MESSAGE_SECRET: "a secret of the gateway",
    };
    const server = await start(texts);
    const maya = await (await new Person(server).signUp()).signIn();
    const number = newNumber();
    expectStatus(await maya.post(phonesPath, { number }), 201);
    await expect.poll(() => peer.received.length).toBe(1);
    expect((await items(server)).map(({ channel }: { channel: string }) => channel)).not.toContain("text-message");
    expect(await page(server)).not.toContain("MORTISE_TEXT_MESSAGE_URL");
    const both = await start({ ...texts, MORTISE_SMTP_URL: sink.url });
    expect((await fetch(`${both.url}/dev/outbox`)).status).toBe(404);
  });
});
