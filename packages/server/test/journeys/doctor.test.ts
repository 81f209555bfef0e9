import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookAtNode } from "../../src/commands/doctor/examine.ts";
import { dialects } from "../support/databases.ts";
import { Person } from "../support/person.ts";
import { runCommand } from "../support/server-process.ts";
import { startSmtpSink } from "../support/smtp-sink.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

interface Said {
  readonly of: string;
  readonly state: string;
  readonly says: string;
  readonly todo?: string;
}

describe.each(dialects)("mortise doctor on %s", (dialect) => {
  let server: TestServer;
  let environment: Record<string, string>;
  beforeAll(async () => {
    server = await startServer(dialect, { quiet: true });
    // The commands have the machine's clock: nothing of this server's is later.
    environment = { MORTISE_DATABASE_URL: server.databaseUrl, MORTISE_ROOT_KEY: testRootKey };
  });
  afterAll(() => server.close());

  const ask = async (more: Record<string, string> = {}) => {
    const { code, out } = await runCommand(["doctor", "--json"], { ...environment, ...more });
    const { findings } = JSON.parse(out) as { findings: Said[] };
    return { code, of: (what: string) => findings.find(({ of }) => of === what), findings };
  };

  test("says of a deployment that runs that all is well, and changes nothing", async () => {
    const { read } = server.services.database;
    const before = await read.selectFrom("events").selectAll().execute();
    const { code, findings, of } = await ask();
    expect(findings.filter(({ state }) => state === "wrong")).toEqual([]);
    expect(code).toBe(0);
    for (const what of ["settings", "database", "writing", "migrations", "root key", "clock", "Node", "cookies"])
      expect(of(what), what).toBeDefined();
    expect(of("migrations")).toMatchObject({ state: "ok" });
    expect(await read.selectFrom("events").selectAll().execute()).toEqual(before);
    const plain = await runCommand(["doctor"], environment);
    expect(plain.out).toMatch(/^ok {7}settings +all are understood$/m);
  });

  test("names another root key, a clock that is behind, and ends with 1", async () => {
    const other = await ask({ MORTISE_ROOT_KEY: Buffer.alloc(32, 9).toString("base64") });
    expect(other.of("root key")).toMatchObject({ state: "wrong", todo: expect.stringContaining("MORTISE_ROOT_KEY") });
    expect(other.code).toBe(1);
    const ahead = await startServer(dialect, { quiet: true });
    ahead.clock.advance(400 * 24 * 3600);
    await new Person(ahead).signUp();
    const behind = await ask({ MORTISE_DATABASE_URL: ahead.databaseUrl });
    expect(behind.of("clock")).toMatchObject({ state: "wrong" });
    await ahead.close();
  });

  test("a setting that is wrong is a finding, not a fault", async () => {
    const { code, of } = await ask({ MORTISE_PUBLIC_URL: "https://203.0.113.7" });
    expect(of("settings")).toMatchObject({ state: "wrong", says: expect.stringContaining("is an address") });
    expect(code).toBe(1);
  });
});

test("mortise doctor greets the mail server, and tells one that is silent, refuses or is not there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-doctor-"));
  const sink = await startSmtpSink();
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const ask = async (more: Record<string, string>) => {
    const url = `file:${join(folder, "there.db")}`;
    const { code, out } = await runCommand(["doctor", "--json"], { MORTISE_DATABASE_URL: url, ...more });
    const { findings } = JSON.parse(out) as { findings: Said[] };
    return { code, out, of: (what: string) => findings.find(({ of }) => of === what) };
  };
  const good = await ask({ MORTISE_SMTP_URL: sink.url, MORTISE_MAIL_FROM: "id@example.com" });
  expect(good.of("mail server")?.state).not.toBe("wrong");
  expect(good.of("SPF and DMARC")?.todo).toContain("_dmarc.example.com");
  expect(good.of("database")).toMatchObject({ state: "warning" });
  const before = performance.now();
  const mute = await ask({ MORTISE_SMTP_URL: `smtp://maya:hunter2@127.0.0.1:${port}` });
  expect(performance.now() - before).toBeLessThan(20_000);
  expect(mute.of("mail server")).toMatchObject({ state: "wrong" });
  expect(mute.out).not.toContain("hunter2");
  expect(mute.code).toBe(1);
  silent.close();
  const gone = await ask({ MORTISE_SMTP_URL: `smtp://127.0.0.1:${port}` });
  expect(gone.of("mail server")).toMatchObject({ state: "wrong", says: expect.stringContaining("cannot be reached") });
  writeFileSync(join(folder, "key.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
  const dkim = { MORTISE_DKIM_DOMAIN: "example.com", MORTISE_DKIM_SELECTOR: "a" };
  const key = await ask({ ...dkim, MORTISE_DKIM_KEY_FILE: join(folder, "key.pem") });
  expect(key.of("settings")).toMatchObject({ state: "wrong", says: expect.stringContaining("MORTISE_DKIM_KEY_FILE") });
  for (const [bits, state] of [
    [1024, "warning"],
    [2048, "ok"],
  ] as const) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
    writeFileSync(join(folder, "key.pem"), privateKey.export({ format: "pem", type: "pkcs1" }));
    const signed = await ask({
      ...dkim,
      MORTISE_DKIM_KEY_FILE: join(folder, "key.pem"),
      MORTISE_SMTP_URL: `smtp://127.0.0.1:${port}`,
      MORTISE_MAIL_FROM: "no-reply@example.com",
    });
    expect(signed.of("DKIM"), `${bits} bits`).toMatchObject({ state });
  }
  await sink.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ["20.18.0", "wrong"],
  ["20.19.4", "warning"],
  ["21.7.0", "wrong"],
  ["22.12.0", "ok"],
  ["24.1.0", "ok"],
])("Node %s: %s", (version, state) => {
  expect(lookAtNode(version).state).toBe(state);
});
