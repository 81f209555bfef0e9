import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticate } from "mailauth";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendDue } from "../../src/delivery/send-outbox.ts";
import { openTransport } from "../../src/delivery/transport.ts";
import { createAccountForTest } from "../support/accounts.ts";
import { tryPassword } from "../support/alerts.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, goodPassword, Person } from "../support/person.ts";
import { messageIdOf, type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const decoded = (raw: string): string =>
  Buffer.from(
    raw
      .replace(/=\r?\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");
const words = (raw: string): string => decoded(raw).replaceAll(/\s+/g, " ");
const subjectOf = (raw: string): string => /^Subject: (.+)\r$/m.exec(raw)?.[1] ?? "";

describe.each(dialects)("alerts over a real SMTP server on %s", (dialect) => {
  let sink: SmtpSink;
  let server: TestServer;
  let folder: string;
  let publicKey: string;
  beforeEach(async () => {
    sink = await startSmtpSink();
    folder = mkdtempSync(join(tmpdir(), "mortise-alerts-"));
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(join(folder, "rsa.pem"), keys.privateKey.export({ type: "pkcs8", format: "pem" }));
    publicKey = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");
    server = await startServer(dialect, {
      quiet: true,
      settings: {
        MORTISE_SMTP_URL: sink.url,
        MORTISE_MAIL_FROM: "Example <no-reply@example.com>",
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
    rmSync(folder, { recursive: true, force: true });
  });

  const someone = async (): Promise<Person> => {
    const maya = new Person(server);
    const hash = await server.services.passwords.hash(goodPassword);
    maya.accountId = await createAccountForTest(server, { email: maya.email, passwordHash: String(hash) });
    return maya.signIn();
  };
  const send = async (): Promise<void> => {
    const transport = openTransport(server.services.config);
    await server.settle?.();
    while ((await sendDue(server.services, transport)) > 0);
    await transport.close();
  };
  const outbox = () => server.services.database.read.selectFrom("outbox").selectAll().execute();

  test("both parts, the facts, exact links, the right headers, and a signature an independent library accepts", async () => {
    const maya = await someone();
    await maya.bindTotp();
    await maya.elsewhere().startSignIn();
    const tablet = maya.elsewhere();
    tablet.secrets.push(...maya.secrets);
    await tablet.signIn();
    await send();
    sink.messages.sort((one, other) => subjectOf(one).localeCompare(subjectOf(other)));
    expect(sink.messages.map(subjectOf)).toEqual([
      "An authenticator app was added",
      "New sign-in to your account: Chrome 156 on Linux",
    ]);
    const { publicUrl } = server.services.config;
    for (const raw of sink.messages) {
      const text = decoded(raw);
      expect(raw).toMatch(/^Content-Type: multipart\/alternative/m);
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(messageIdOf(raw)).toMatch(/^mail_[0-9a-z]{26}@localhost$/);
      expect(raw).toMatch(/^Date: Sun, 22 Nov 2026 09:0\d:\d\d \+0000\r$/m);
      for (const fact of [
        /When: +Sun, 22 Nov 2026, 09:0\d UTC/,
        /Device: +Chrome 156 on Linux/,
        /IP address: +127\.0\.0\.1/,
      ])
        expect(text).toMatch(fact);
      expect(text).not.toMatch(/<img|<script|https?:\/\/(?!localhost)/);
      const links = [...text.matchAll(/(http\S+)\/not-me#token=([\w-]+)/g)];
      expect(links.map(([, url]) => url?.replace(/^.*"/, ""))).toEqual([publicUrl, publicUrl]);
      expect(new Set(links.map(([, , token]) => token)).size).toBe(1);
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
    }
    const [added = "", signIn = ""] = sink.messages;
    expect(added).not.toMatch(/^List-Unsubscribe:/m);
    expect(words(added)).toContain("You can't turn these off");
    expect(signIn).toMatch(new RegExp(`^List-Unsubscribe: <${publicUrl}/sessions#alerts>\r$`, "m"));
    expect(words(signIn)).toContain(
      `because alerts about sign-ins on new devices are on. Turn them off at ${publicUrl}/sessions#alerts`,
    );
    const token = /not-me#token=([\w-]+)/.exec(decoded(signIn))?.[1];
    expectStatus(await new Person(server).post("/v1/not-me", { token }), 200);
    expect((await outbox()).every(({ sealedContent }) => sealedContent === null)).toBe(true);
  });

  test("a mail server that is down for hours loses none, doubles none, and floods nobody afterwards", async () => {
    const maya = await someone();
    await sink.close();
    await maya.bindTotp();
    for (let quarter = 0; quarter < 12; quarter++) {
      for (let at = 0; at < 5; at++) await tryPassword(maya.elsewhere(), "wrong");
      await send();
      server.clock.advance(900);
    }
    expect((await outbox()).map(({ subject }) => subject).sort()).toEqual([
      "An authenticator app was added",
      "Failed sign-ins to your account",
    ]);
    sink = await startSmtpSink(sink.port);
    server.clock.advance(3600);
    await send();
    await send();
    expect(sink.messages.map(subjectOf).sort()).toEqual([
      "An authenticator app was added",
      "Failed sign-ins to your account",
    ]);
    await tryPassword(maya.elsewhere(), "wrong");
    await send();
    expect(sink.messages.filter((raw) => subjectOf(raw).startsWith("Failed"))).toHaveLength(2);
  });

  test("a log that was not sealed for hours tells of failed sign-ins once", async () => {
    const maya = await someone();
    for (let hour = 0; hour < 5; hour++) {
      for (let at = 0; at < 5; at++) await tryPassword(maya.elsewhere(), "wrong");
      server.clock.advance(3601);
    }
    await send();
    expect(sink.messages.map(subjectOf)).toEqual(["Failed sign-ins to your account"]);
  });
});
