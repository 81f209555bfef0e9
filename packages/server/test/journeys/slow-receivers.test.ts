import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mail } from "../../src/delivery/mail.ts";
import { deliver } from "../../src/delivery/outbox.ts";
import { line, type MailLine } from "../../src/rules/mails/mail-line.ts";
import { startOutboxSender } from "../../src/delivery/send-outbox.ts";
import { openTransport } from "../../src/delivery/transport.ts";
import { dialects } from "../support/databases.ts";
import { goodPassword } from "../support/person.ts";
import { freePort, startProcess } from "../support/server-process.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const mailTo = (to: string): Mail => {
  // What is put into a line is taken for a name, which says no address.
  const [subject, nothing] = [to as MailLine, line``];
  return { to, sort: "account-notice", subject, preview: nothing, title: nothing, blocks: [] };
};

describe.each(dialects)("receivers that do not answer, on %s", (dialect) => {
  let sink: SmtpSink;
  let server: TestServer;
  beforeAll(async () => {
    sink = await startSmtpSink();
    sink.isSilentTo = (address) => /@(slow|slower)\./.test(address);
    const settings = { MORTISE_SMTP_URL: sink.url, MORTISE_MAIL_FROM: "id@example.com" };
    server = await startServer(dialect, { quiet: true, settings });
  });
  afterAll(async () => {
    await server.close();
    await sink.close();
  });

  const rows = () => server.services.database.read.selectFrom("outbox").selectAll().orderBy("id").execute();
  const put = (...addresses: string[]) =>
    server.services.transact(async (work) => {
      for (const to of addresses) await deliver(work, mailTo(to));
    });

  test("delay only themselves: all others arrive while they are still silent; at the end nothing is lost, nor counted as tried", async () => {
    const silent = ["slow", "SLOW", "slower"].flatMap((host) =>
      Array.from({ length: 12 }, (_, at) => `p${at}@${host}.example.com`),
    );
    const others = Array.from({ length: 12 }, (_, at) => `p${at}@example.com`);
    await put(...silent, ...others);
    const sender = startOutboxSender(server.services, openTransport(server.services.config));
    for (const to of others) await sink.find((raw) => raw.includes(`To: ${to}`));
    const meanwhile = (await rows()).filter(({ recipient }) => silent.includes(recipient));
    expect(meanwhile.map(({ lastError, sentAt }) => lastError ?? sentAt)).toEqual(silent.map(() => null));
    expect(meanwhile.filter(({ claimedUntil }) => claimedUntil !== null)).toHaveLength(8);
    await sender.stop();
    const after = (await rows()).filter(({ recipient }) => silent.includes(recipient));
    expect(after.map(({ tries, claimedUntil, failedAt }) => [tries, claimedUntil, failedAt])).toEqual(
      silent.map(() => [0, null, null]),
    );
  });
});

describe("the end of a server whose mail server does not answer", () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-stop-"));
  const open = new Set<Socket>();
  let hole: Server;
  beforeAll(async () => {
    hole = createServer((socket) => void open.add(socket.on("error", () => {})));
    await new Promise<void>((resolve) => void hole.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    for (const socket of open) socket.destroy();
    hole.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("takes the five seconds that are promised, and the mail goes out after the next start", async () => {
    const port = await freePort();
    const settings = {
      MORTISE_PORT: String(port),
      MORTISE_DATABASE_URL: `file:${folder}/mortise.db`,
      MORTISE_ROOT_KEY: testRootKey,
      MORTISE_MAIL_FROM: "id@example.com",
    };
    const smtp = `smtp://127.0.0.1:${(hole.address() as AddressInfo).port}`;
    const first = await startProcess({ ...settings, MORTISE_SMTP_URL: smtp });
    const connected = new Promise((resolve) => hole.once("connection", resolve));
    const body = JSON.stringify({ email: "maya@example.com", password: goodPassword, name: "Maya" });
    const headers = { "content-type": "application/json" };
    const asked = await fetch(`http://localhost:${port}/v1/sign-up`, { method: "POST", headers, body });
    expect(asked.status).toBe(202);
    await connected;
    const began = performance.now();
    expect(await first.end("SIGTERM")).toBe(0);
    // It took thirty; what is above five is this machine's.
    expect(performance.now() - began).toBeLessThan(15_000);
    const sink = await startSmtpSink();
    const second = await startProcess({ ...settings, MORTISE_SMTP_URL: sink.url });
    expect(await sink.find((raw) => raw.includes("maya@example.com"))).toContain("To: maya@example.com");
    await second.end("SIGTERM");
    await sink.close();
  });
});
