import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticate } from "mailauth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendDue } from "../../src/delivery/send-outbox.ts";
import { openTransport } from "../../src/delivery/transport.ts";
import { readConfig } from "../../src/config/config.ts";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { messageIdOf, type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const decoded = (raw: string): string =>
  raw
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

describe.each(dialects)("mail over a real SMTP server on %s", (dialect) => {
  let sink: SmtpSink;
  let server: TestServer;
  let folder: string;
  let publicKey: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "mortise-dkim-"));
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(join(folder, "rsa.pem"), keys.privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(
      join(folder, "ed25519.pem"),
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }),
    );
    publicKey = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    sink = await startSmtpSink();
    server = await startServer(dialect, {
      settings: {
        MORTISE_SMTP_URL: sink.url,
        MORTISE_MAIL_FROM: "Example <no-reply@example.com>",
        MORTISE_PRODUCT_NAME: "Example",
        MORTISE_TEXT_MESSAGES: "off",
        MORTISE_DKIM_DOMAIN: "example.com",
        MORTISE_DKIM_SELECTOR: "m1",
        MORTISE_DKIM_KEY_FILE: join(folder, "rsa.pem"),
      },
    });
  });
  afterEach(async () => {
    await server.close();
    await sink.close();
  });

  const signUp = (person: Person) =>
    person.post("/v1/sign-up", { email: person.email, password: person.password, name: person.name });
  const outbox = () => server.services.database.read.selectFrom("outbox").selectAll().execute();

  test("both parts, the right headers, an exact link, and a signature an independent library accepts", async () => {
    const maya = new Person(server);
    await signUp(maya);
    const raw = await sink.find((each) => each.includes(maya.email));
    const text = decoded(raw);
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(text).toMatch(/Content-Type: text\/plain; charset=utf-8/);
    expect(text).toMatch(/Content-Type: text\/html; charset=utf-8/);
    expect(raw).toMatch(/^From: Example <no-reply@example.com>\r$/m);
    expect(raw).toMatch(/^Subject: Confirm your email address\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(messageIdOf(raw)).toMatch(/^mail_[0-9a-z]{26}@localhost$/);
    expect(text).not.toMatch(/<img|<script|https?:\/\/(?!localhost)/);
    const links = [...text.matchAll(/#token=([\w-]+)/g)].map(([, token]) => token);
    expect(links).toHaveLength(2);
    expect(new Set(links).size).toBe(1);
    const verified = await maya.post("/v1/email-verifications", { token: links[0] });
    expect(verified.status).toBe(200);

    const checked = await authenticate(raw, {
      sender: "no-reply@example.com",
      ip: "127.0.0.1",
      helo: "localhost",
      mta: "test",
      disableArc: true,
      disableDmarc: true,
      disableBimi: true,
      resolver: async (name: string, type: string) => {
        if (name === "m1._domainkey.example.com" && type === "TXT") return [[`v=DKIM1; k=rsa; p=${publicKey}`]];
        throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
      },
    });
    expect(checked.dkim.results.map(({ status }: { status: { result: string } }) => status.result)).toEqual(["pass"]);
  });

  test("what was sent is no longer readable, and the outbox page is gone", async () => {
    const maya = new Person(server);
    await signUp(maya);
    await sink.find((each) => each.includes(maya.email));
    await expect.poll(async () => (await outbox())[0]?.sentAt).not.toBeNull();
    expect((await outbox())[0]?.sealedContent).toBeNull();
    expect((await maya.get("/dev/outbox")).status).toBe(404);
    expect((await maya.get("/v1/deployment")).body.outboxPage).toBe(false);
  });

  test("a mail server that is down for an hour loses none, and gets each once when it is back", async () => {
    const people = Array.from({ length: 5 }, () => new Person(server));
    await sink.close();
    await Promise.all(people.map(signUp));
    const transport = openTransport(server.services.config);
    await expect
      .poll(async () => (await outbox()).every(({ tries, claimedUntil }) => tries > 0 && claimedUntil === null))
      .toBe(true);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      server.clock.advance(600);
      await sendDue(server.services, transport);
    }
    expect(
      (await outbox()).every(
        ({ sentAt, failedAt, lastError }) => sentAt === null && failedAt === null && lastError === "ESOCKET",
      ),
    ).toBe(true);
    sink = await startSmtpSink(sink.port);
    server.clock.advance(3600);
    await sendDue(server.services, transport);
    await transport.close();
    await expect.poll(async () => (await outbox()).every(({ sentAt }) => sentAt !== null)).toBe(true);
    expect(sink.messages.map(messageIdOf).sort()).toEqual((await outbox()).map(({ id }) => `${id}@localhost`).sort());
  });

  test("a mail refused for good is given up, one refused for now is tried again", async () => {
    sink.refuseWith = { code: 451, text: "later" };
    await signUp(new Person(server));
    await expect.poll(async () => (await outbox())[0]?.lastError).toBe("SMTP 451");
    sink.refuseWith = { code: 550, text: "no such mailbox" };
    server.clock.advance(3600);
    const transport = openTransport(server.services.config);
    await sendDue(server.services, transport);
    await expect.poll(async () => (await outbox())[0]?.failedAt).not.toBeNull();
    await transport.close();
    expect((await outbox())[0]).toMatchObject({ lastError: "SMTP 550", sealedContent: null });
  });

  test("a wrong password at the mail server loses no mail", async () => {
    const guarded = await startServer(dialect, {
      settings: { MORTISE_SMTP_URL: sink.url.replace("smtp://", "smtp://name:password@") },
    });
    try {
      sink.takesLogin = false;
      const maya = new Person(guarded);
      await signUp(maya);
      const rows = () => guarded.services.database.read.selectFrom("outbox").selectAll().execute();
      await expect.poll(async () => (await rows())[0]?.lastError).toBe("SMTP 535");
      expect((await rows())[0]).toMatchObject({ failedAt: null, sentAt: null });
      sink.takesLogin = true;
      guarded.clock.advance(3600);
      const transport = openTransport(guarded.services.config);
      await sendDue(guarded.services, transport);
      await transport.close();
      await sink.find((raw) => raw.includes(maya.email));
    } finally {
      await guarded.close();
    }
  });

  test("two senders at once send each mail once", async () => {
    const quiet = await startServer(dialect, { quiet: true, settings: { MORTISE_SMTP_URL: sink.url } });
    try {
      await Promise.all(Array.from({ length: 20 }, () => signUp(new Person(quiet))));
      const transports = [openTransport(quiet.services.config), openTransport(quiet.services.config)];
      await Promise.all(
        transports.flatMap((transport) => [sendDue(quiet.services, transport), sendDue(quiet.services, transport)]),
      );
      for (const transport of transports) await transport.close();
      const ids = sink.messages.map(messageIdOf);
      expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
    } finally {
      await quiet.close();
    }
  });

  test("an Ed25519 DKIM key is refused: mails would go unsigned without an error", () => {
    const config = readConfig({
      MORTISE_SMTP_URL: sink.url,
      MORTISE_DKIM_DOMAIN: "example.com",
      MORTISE_DKIM_SELECTOR: "m1",
      MORTISE_DKIM_KEY_FILE: join(folder, "ed25519.pem"),
    });
    expect(() => openTransport(config)).toThrow("must hold an RSA private key");
  });
});
