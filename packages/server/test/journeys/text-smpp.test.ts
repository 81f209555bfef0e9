import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendDue } from "../../src/delivery/send-outbox.ts";
import { openTextTransport } from "../../src/delivery/text-transport.ts";
import type { Transport } from "../../src/delivery/transport.ts";
import { dialects } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { newNumber, phonesPath } from "../support/phones.ts";
import { startServer, type TestServer } from "../support/test-server.ts";
import { type CenterPdu, type SmppCenter, startSmppCenter } from "../support/text-peers.ts";

const textOf = (pdu: CenterPdu): string => (pdu.short_message as { message: string }).message;

describe.each(dialects)("text messages over a real SMPP server on %s", (dialect) => {
  let center: SmppCenter;
  let server: TestServer;
  let transport: Transport;
  beforeEach(async () => {
    center = await startSmppCenter();
  });
  afterEach(async () => {
    await transport.close();
    await server.close();
    await center.close();
  });

  const start = async ({ productName = "Example", sender = "Example", scheme = "smpp", host = "127.0.0.1" } = {}) => {
    server = await startServer(dialect, {
      quiet: true,
      settings: {
        MORTISE_PRODUCT_NAME: productName,
        MORTISE_TEXT_MESSAGE_URL: `${scheme}://mortise:p%40ss@${host}:${center.port}`,
        MORTISE_TEXT_MESSAGE_SENDER: sender,
      },
    });
    transport = openTextTransport(server.services.config, server.clock.now);
  };
  const begin = async (number = newNumber()) => {
    const maya = await (await new Person(server).signUp()).signIn();
    const { id } = expectStatus(await maya.post(phonesPath, { number }), 201).body;
    return { maya, number, id };
  };
  const send = () => sendDue(server.services, transport);
  const rows = () =>
    server.services.database.read.selectFrom("outbox").selectAll().where("channel", "=", "text-message").execute();

  test("bound as transceiver, submitted in GSM 03.38, and the code binds; one connection for all", async () => {
    await start();
    const { maya, number, id } = await begin();
    await send();
    expect(center.binds).toMatchObject([{ system_id: "mortise", password: "p@ss", interface_version: 0x34 }]);
    const [pdu] = center.submitted;
    expect(pdu).toMatchObject({
      destination_addr: number.slice(1),
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      source_addr: "Example",
      source_addr_ton: 5,
      source_addr_npi: 0,
      data_coding: 0,
      esm_class: 0,
    });
    expect(textOf(pdu!)).toMatch(
      /^(\d{6}) is your Example code to add this phone\. Don't share it\.\n\n@localhost #\1$/,
    );
    const bound = await maya.post(`${phonesPath}/${id}/complete`, { code: textOf(pdu!).slice(0, 6) });
    expect(bound.status).toBe(201);
    await begin();
    await send();
    expect([center.binds.length, center.submitted.length]).toEqual([1, 2]);
    expect((await rows()).every(({ sentAt, sealedContent }) => sentAt !== null && sealedContent === null)).toBe(true);
    await transport.close();
    expect(center.unbound.count).toBe(1);
  });

  test("another alphabet goes as UCS-2; what is long goes in parts that are put together again", async () => {
    await start({ productName: "Příklad", sender: "+15005550006" });
    await begin();
    await send();
    expect(center.submitted.length).toBe(2);
    expect(center.submitted[0]).toMatchObject({
      data_coding: 8,
      esm_class: 0x40,
      source_addr: "15005550006",
      source_addr_ton: 1,
    });
    expect(center.submitted.map(textOf).join("")).toMatch(
      /^(\d{6}) is your Příklad code to add this phone\. Don't share it\.\n\n@localhost #\1$/,
    );
    const headers = center.submitted.map((pdu) => (pdu.short_message as { udh: Buffer[] }).udh[0]!);
    const [first, second] = headers.map((header) => [...header]);
    expect([first!.slice(-2), second!.slice(-2)]).toEqual([
      [2, 1],
      [2, 2],
    ]);
    expect(first!.at(-3)).toBe(second!.at(-3));
  });

  test("throttling is tried again, and a number the centre does not know is given up", async () => {
    await start();
    await begin();
    center.statuses.push(0x58, 0x14, 0x0b);
    await send();
    expect(await rows()).toMatchObject([{ failedAt: null, lastError: "SMPP submit 0x58" }]);
    server.clock.advance(5);
    await send();
    expect(await rows()).toMatchObject([{ failedAt: null, lastError: "SMPP submit 0x14" }]);
    server.clock.advance(10);
    await send();
    expect(await rows()).toMatchObject([
      { failedAt: server.clock.now(), lastError: "SMPP submit 0x0b", sealedContent: null },
    ]);
    expect(center.submitted).toEqual([]);
  });

  test("a refused bind, a broken connection and a centre that restarts lose no message", async () => {
    await start();
    center.bindStatus = 0x0e;
    await begin();
    await send();
    expect(await rows()).toMatchObject([{ failedAt: null, lastError: "SMPP bind 0x0e" }]);
    center.bindStatus = 0;
    server.clock.advance(5);
    await send();
    expect(center.submitted).toHaveLength(1);

    for (const session of center.sessions) session.destroy();
    const { port } = center;
    await center.close();
    await begin();
    await send();
    expect((await rows())[1]).toMatchObject({ failedAt: null, sentAt: null });
    server.clock.advance(5);
    await send();
    expect((await rows())[1]).toMatchObject({ failedAt: null, sentAt: null, lastError: "ECONNREFUSED" });
    center = await startSmppCenter({}, port);
    server.clock.advance(10);
    await send();
    expect(center.submitted).toHaveLength(1);
  });

  test("what the centre asks and hands over is acknowledged", async () => {
    await start();
    await begin();
    await send();
    const session = center.sessions[0]!;
    const answers = await Promise.all([
      new Promise<CenterPdu>((resolve) => session.enquire_link({}, resolve)),
      new Promise<CenterPdu>((resolve) => session.deliver_sm({ short_message: "hello", source_addr: "1" }, resolve)),
    ]);
    expect(answers.map(({ command, command_status }) => [command, command_status])).toEqual([
      ["enquire_link_resp", 0],
      ["deliver_sm_resp", 0],
    ]);
    await begin();
    await send();
    expect([center.binds.length, center.submitted.length]).toEqual([1, 2]);
  });

  test("a centre whose certificate nobody vouches for gets neither name nor message", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mortise-smpps-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    try {
      execFileSync(
        "openssl",
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"].concat([
          "-subj",
          "/CN=localhost",
          "-keyout",
          key,
          "-out",
          cert,
        ]),
        { stdio: "ignore" },
      );
      await center.close();
      center = await startSmppCenter({ key: readFileSync(key), cert: readFileSync(cert) });
      await start({ scheme: "smpps", host: "localhost" });
      await begin();
      await send();
      expect(await rows()).toMatchObject([{ failedAt: null, lastError: "DEPTH_ZERO_SELF_SIGNED_CERT" }]);
      expect([center.binds, center.submitted]).toEqual([[], []]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
