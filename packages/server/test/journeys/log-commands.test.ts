import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { readVerifierKey } from "../../src/crypto/verifier-key.ts";
import { dialects } from "../support/databases.ts";
import { recordMany } from "../support/log.ts";
import { Person } from "../support/person.ts";
import { freePort, runCommand } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

describe.each(dialects)("mortise check-log and mortise witness, beside a running server on %s", (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-log-"));
  let server: TestServer;
  let environment: Record<string, string>;
  beforeAll(async () => {
    server = await startServer(dialect, { quiet: true });
    environment = { MORTISE_DATABASE_URL: server.databaseUrl, MORTISE_ROOT_KEY: testRootKey };
    await recordMany(server, 12);
    await server.seal();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  test("the check says how much it went over, and ends with 1 at the first thing that is wrong", async () => {
    expect(await runCommand(["check-log"], environment)).toMatchObject({
      code: 0,
      out: "12 entries, all as they were sealed.\n",
    });
    await server.services.transact(({ tx }) =>
      tx.updateTable("events").set({ ip: "192.0.2.9" }).where("leafIndex", "=", 5).execute(),
    );
    const { code, err } = await runCommand(["check-log"], environment);
    expect(code).toBe(1);
    expect(err).toMatch(/The log was altered: entry 5 \(evnt_\w+\): its details were changed\.\n$/);
    await server.services.transact(({ tx }) =>
      tx.updateTable("events").set({ ip: null }).where("leafIndex", "=", 5).execute(),
    );
  });

  test("a witness is a process of its own, which remembers across its ends", async () => {
    const [port, store] = [await freePort(), join(folder, "store")];
    const logKey = ((await new Person(server).get("/v1/log/key")).body as string).trim();
    const start = async () => {
      const args = [
        cli,
        "witness",
        "--port",
        String(port),
        "--store",
        store,
        "--log",
        logKey,
        "--name",
        "w.example.com",
      ];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
      await expect.poll(() => out).toContain("Key");
      return { child, key: /Key {2}(\S+)/.exec(out)![1]! };
    };
    const { child, key } = await start();
    expect(readVerifierKey(key)).toMatchObject({ kind: "witness", name: "w.example.com" });
    const sharing = await startServer(dialect, {
      quiet: true,
      settings: { MORTISE_LOG_WITNESSES: `http://127.0.0.1:${port}/#${key}` },
    });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const again = await start();
    expect(again.key).toBe(key);
    // It was given another log's key: this one it does not know.
    await recordMany(sharing, 3);
    await sharing.seal();
    await sharing.publish();
    const [row] = await sharing.services.database.read.selectFrom("logWitnesses").selectAll().execute();
    expect(row!.lastError).toBe("HTTP 404");
    await sharing.close();
    const { body } = await new Person(server).get("/v1/log/checkpoint");
    const reply = await fetch(`http://127.0.0.1:${port}/add-checkpoint`, {
      method: "POST",
      body: `old 0\n\n${body as string}`,
    });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toMatch(/^— w\.example\.com /);
    expect(readFileSync(store, "utf8")).toMatch(/^localhost:\d+\/log \d+ \S+\n$/);
    expect([statSync(store).mode & 0o777, statSync(`${store}.key`).mode & 0o777]).toEqual([0o600, 0o600]);
    again.child.kill("SIGTERM");
    expect(await new Promise((resolve) => again.child.once("exit", resolve))).toBe(0);
  });
});

describe("settings of witnesses", () => {
  const key = "w.example.com+3ae4ae3e+BAECAwQ=";
  test.each([
    ["ftp://w.example.com/", /begins with/],
    ["w.example.com", /begins with/],
    ["file:checkpoints.txt", /whole path/],
    ["file://host/checkpoints.txt", /whole path/],
    ["http://w.example.com/", /by https/],
    ["https://dana:secret@w.example.com/", /without name and password/],
    ["https://w.example.com/", /needs its key/],
    [`https://w.example.com/#${key}`, /needs its key/],
    ["webhook+https://w.example.com/", /MORTISE_LOG_WITNESS_SECRET is needed/],
    ["webhook+http://w.example.com/", /by https/],
    ["file:/a/b,file:/a/b", /twice/],
  ])("%s are refused", (text, says) => {
    const read = () => readConfig({ MORTISE_LOG_WITNESSES: text });
    expect(read).toThrow(says);
    expect(read).not.toThrow(/secret/);
  });
});
