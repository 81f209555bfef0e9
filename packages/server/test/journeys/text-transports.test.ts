import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { sendDue, startOutboxSender } from "../../src/delivery/send-outbox.ts";
import { openTextTransport } from "../../src/delivery/text-transport.ts";
import type { Transport } from "../../src/delivery/transport.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { newNumber, phonesPath } from "../support/phones.ts";
import { startServer, type TestServer } from "../support/test-server.ts";
import { type HttpPeer, startHttpPeer } from "../support/text-peers.ts";

const secret = "a secret of the gateway";

describe.each(dialects)("text messages over HTTP on %s", (dialect) => {
  let peer: HttpPeer;
  let server: TestServer;
  let transport: Transport;
  beforeEach(async () => {
    peer = await startHttpPeer();
  });
  afterEach(async () => {
    await transport.close();
    await server.close();
    await peer.close();
  });

  const start = async (settings: Record<string, string>) => {
    server = await startServer(dialect, { quiet: true, settings: { MORTISE_PRODUCT_NAME: "Example", ...settings } });
    transport = openTextTransport(server.services.config, server.clock.now);
  };
  const startGateway = () =>
    start({
      MORTISE_TEXT_MESSAGE_URL: `http://${peer.host}/texts`,
      MORTISE_TEXT_MESSAGE_SECRET: secret,
      MORTISE_TEXT_MESSAGE_SENDER: "Example",
    });
  const startTwilio = (sender: string) =>
    start({
      MORTISE_TEXT_MESSAGE_URL: `twilio://AC123:to%2Fken@${peer.host}`,
      MORTISE_TEXT_MESSAGE_SENDER: sender,
    });
  const begin = async (number = newNumber()) => {
    const maya = await (await new Person(server).signUp()).signIn();
    const { id } = expectStatus(await maya.post(phonesPath, { number }), 201).body;
    return { maya, number, id };
  };
  const send = () => sendDue(server.services, transport);
  const rows = () =>
    server.services.database.read.selectFrom("outbox").selectAll().where("channel", "=", "text-message").execute();

  test("a gateway gets a signed request, and the code in it binds", async () => {
    await startGateway();
    const { maya, number, id } = await begin();
    expect(await send()).toBe(1);
    const [request] = peer.received;
    expect([request!.method, request!.path]).toEqual(["POST", "/texts"]);
    const { headers, body } = request!;
    const [row] = await rows();
    const message = JSON.parse(body);
    expect(message).toEqual({
      id: row!.id,
      to: number,
      from: "Example",
      text: expect.stringMatching(/^\d{6} is your Example code to add this phone/),
      at: new Date(server.clock.now()).toISOString(),
    });
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["webhook-id"]).toBe(row!.id);
    expect(headers["webhook-timestamp"]).toBe(String(Math.floor(server.clock.now() / 1000)));
    const signed = `${row!.id}.${String(headers["webhook-timestamp"])}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);
    expect(row).toMatchObject({
      recipient: expect.stringMatching(/^\+49 ••• ••\d\d$/),
      sealedContent: null,
      lastError: null,
    });
    expect((await maya.post(`${phonesPath}/${id}/complete`, { code: message.text.slice(0, 6) })).status).toBe(201);
    expect((await maya.listed(number)).length).toBe(0);
  });

  test("500, 429 and no answer are tried again with the same id; what is refused for good is given up", async () => {
    await startGateway();
    await begin();
    for (const [status, wait] of [
      [500, 5],
      [429, 10],
      [401, 20],
      [302, 40],
    ] as const) {
      peer.answer = { status, location: `http://${peer.host}/elsewhere` };
      await send();
      expect(await rows()).toMatchObject([{ sentAt: null, failedAt: null, lastError: `HTTP ${status}` }]);
      server.clock.advance(wait - 1);
      expect(await send()).toBe(0);
      server.clock.advance(1);
    }
    expect(peer.received.map(({ path }) => path)).toEqual(["/texts", "/texts", "/texts", "/texts"]);
    peer.answer = { status: 200 };
    await send();
    expect(new Set(peer.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await rows())[0]!.sentAt).toBe(server.clock.now());

    peer.answer = { status: 422 };
    await begin();
    await send();
    expect((await rows())[1]).toMatchObject({ sentAt: null, lastError: "HTTP 422", sealedContent: null });
    server.clock.advance(60);
    expect(await send()).toBe(0);
    expect(server.services.textMessages).toMatchObject({ sent: 1, failed: 1 });
  });

  test.each(["gateway", "Twilio"])("silent to one message, a %s delays that one only", async (kind) => {
    await (kind === "gateway" ? startGateway() : startTwilio("+15550100"));
    const all = [await begin(), await begin(), await begin(), await begin()];
    const [silent, ...others] = all.map(({ number }) => number);
    const isTo = (number: string, { body }: { body: string }) => decodeURIComponent(body).includes(number);
    peer.isSilentTo = (request) => isTo(silent!, request);
    const sender = startOutboxSender(server.services, transport);
    await expect
      .poll(() => others.every((number) => peer.received.some((request) => isTo(number, request))))
      .toBe(true);
    await expect.poll(async () => (await rows()).filter(({ sentAt }) => sentAt !== null)).toHaveLength(3);
    await sender.stop();
    const waiting = (await rows()).filter(({ sentAt }) => sentAt === null);
    expect(waiting.map(({ tries, claimedUntil, failedAt }) => [tries, claimedUntil, failedAt])).toEqual([
      [0, null, null],
    ]);
  });

  test("a code that has expired is not sent, nor tried again when it will have", async () => {
    await startGateway();
    await begin();
    server.clock.advance(600);
    await send();
    expect(peer.received).toEqual([]);
    expect(await rows()).toMatchObject([{ sentAt: null, lastError: "expired", sealedContent: null }]);

    await begin();
    server.clock.advance(598);
    peer.answer = { status: 503 };
    await send();
    expect((await rows())[1]).toMatchObject({
      lastError: "HTTP 503",
      sealedContent: null,
      nextTryAt: expect.any(Number),
    });
    expect((await rows())[1]!.failedAt).toBe(server.clock.now());
    expect(server.logged.join("\n")).toContain("text message not sent");
  });

  test("two senders at once send each message once", async () => {
    await startGateway();
    for (let each = 0; each < 8; each++) await begin();
    await Promise.all([send(), send(), send()]);
    expect(peer.received).toHaveLength(8);
    expect(new Set(peer.received.map(({ headers }) => headers["webhook-id"])).size).toBe(8);
  });

  test("Twilio's REST API, from a number or a messaging service", async () => {
    await startTwilio("+15005550006");
    peer.answer = { status: 201, body: { sid: "SM1" } };
    const { number } = await begin();
    server.clock.advance(30);
    await send();
    const [request] = peer.received;
    expect([request!.method, request!.path]).toEqual(["POST", "/2010-04-01/Accounts/AC123/Messages.json"]);
    expect(request!.headers.authorization).toBe(`Basic ${Buffer.from("AC123:to/ken").toString("base64")}`);
    expect(request!.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
    expect(Object.fromEntries(new URLSearchParams(request!.body))).toEqual({
      To: number,
      From: "+15005550006",
      Body: expect.stringMatching(
        /^(\d{6}) is your Example code to add this phone\. Don't share it\.\n\n@localhost #\1$/,
      ),
      ValidityPeriod: "570",
    });
    await server.close();
    await startTwilio(`MG${"0".repeat(32)}`);
    await begin();
    await send();
    const form = new URLSearchParams(peer.received[1]!.body);
    expect([form.get("MessagingServiceSid"), form.has("From")]).toEqual([`MG${"0".repeat(32)}`, false]);
  });

  test("Twilio's errors: the recipient's are final, ours and outages are not", async () => {
    await startTwilio("Example");
    for (const [status, code, isFinal] of [
      [400, 21211, true],
      [400, 21610, true],
      [400, 21212, false],
      [401, 20003, false],
      [429, 20429, false],
      [503, undefined, false],
    ] as const) {
      await begin();
      peer.answer = { status, body: code === undefined ? {} : { code, message: "about +4915123456789" } };
      await send();
      const last = (await rows()).at(-1)!;
      const reason = code === undefined ? `HTTP ${status}` : `HTTP ${status} (${code})`;
      expect([reason, last.failedAt !== null]).toEqual([last.lastError, isFinal]);
      server.clock.advance(600);
      await send();
    }
    expect(server.logged.join("\n")).not.toContain("4915123456789");
  });

  test("a peer that is not there is tried again", async () => {
    await startGateway();
    await begin();
    const { host } = peer;
    await peer.close();
    await send();
    expect(await rows()).toMatchObject([{ failedAt: null, lastError: "ECONNREFUSED" }]);
    expect(host).toMatch(/^127/);
    peer = await startHttpPeer();
  });
});

describe("settings of text messages", () => {
  const read = (settings: Record<string, string>) => () => readConfig(settings);
  const there = { MORTISE_PUBLIC_URL: "https://id.example.com", MORTISE_SMTP_URL: "smtps://mail.example.com" };

  test.each([
    ["a gateway without a secret", { MORTISE_TEXT_MESSAGE_URL: "https://sms.example.com/send" }, "SECRET is needed"],
    [
      "a gateway without TLS",
      { MORTISE_TEXT_MESSAGE_URL: "http://sms.example.com/send", MORTISE_TEXT_MESSAGE_SECRET: secret },
      "must be https",
    ],
    [
      "a gateway with a password in its address",
      { MORTISE_TEXT_MESSAGE_URL: "https://a:b@sms.example.com/", MORTISE_TEXT_MESSAGE_SECRET: secret },
      "carries no name or password",
    ],
    ["Twilio without a token", { MORTISE_TEXT_MESSAGE_URL: "twilio://AC1@api.twilio.com" }, "account and token"],
    ["Twilio without a sender", { MORTISE_TEXT_MESSAGE_URL: "twilio://AC1:x@api.twilio.com" }, "SENDER is needed"],
    ["SMPP without a name", { MORTISE_TEXT_MESSAGE_URL: "smpp://smsc.example.com" }, "must name the SMPP account"],
    ["something else", { MORTISE_TEXT_MESSAGE_URL: "ftp://sms.example.com" }, "must start with"],
    ["no host", { MORTISE_TEXT_MESSAGE_URL: "smpp:///x" }, "not a URL with a host"],
  ])("%s is refused in a sentence", (_name, settings, sentence) => {
    expect(read(settings)).toThrow(sentence);
  });

  test("without a transport they are on where the outbox page is, and off elsewhere", () => {
    expect(read({})().textMessages.isOn).toBe(true);
    expect(read(there)().textMessages.isOn).toBe(false);
    const url = "smpp://name:password@smsc.example.com:2775";
    expect(read({ ...there, MORTISE_TEXT_MESSAGE_URL: url })().textMessages.isOn).toBe(true);
    expect(read({ ...there, MORTISE_TEXT_MESSAGE_URL: url, MORTISE_TEXT_MESSAGES: "off" })().textMessages.isOn).toBe(
      false,
    );
  });
});
