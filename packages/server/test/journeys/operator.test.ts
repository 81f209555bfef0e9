import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectBeside, createDatabase, dialects, type TestDatabase } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { freePort, runCommand, startProcess } from "../support/server-process.ts";
import { setServer, startServer, testRootKey, type TestServer } from "../support/test-server.ts";

describe.each(dialects)("the operator's commands, beside a running server on %s", (dialect) => {
  const server = setServer(dialect);
  let environment: Record<string, string>;
  beforeAll(async () => {
    environment = { MORTISE_DATABASE_URL: server.databaseUrl, MORTISE_ROOT_KEY: testRootKey };
  });

  const mortise = (args: string[], input = "") => runCommand(args, environment, input);
  const lastEvent = async (maya: Person) =>
    server.services.database.read
      .selectFrom("events")
      .selectAll()
      .where("accountId", "=", maya.accountId)
      .where("actorKind", "=", "operator")
      .orderBy("id", "desc")
      .executeTakeFirst();

  test("list and show", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp("Phone");
    expect((await mortise(["accounts", "list", "--search", maya.email.slice(0, 8)])).out).toContain(
      `${maya.accountId}  `,
    );
    const shown = (await mortise(["accounts", "show", maya.email.toUpperCase()])).out;
    for (const part of [maya.email, maya.name, "Phone", "10 of 10 left", "Chrome 156 on Linux"])
      expect(shown).toContain(part);
    for (const secret of [maya.secrets[0]!, maya.recoveryCodes[0]!, "argon2"]) expect(shown).not.toContain(secret);
    const missing = await mortise(["accounts", "show", "nobody@example.com"]);
    expect([missing.code, missing.err.trim()]).toEqual([1, "There is no account nobody@example.com."]);
    expect((await mortise(["accounts", "list", "--limit", "0"])).code).toBe(1);
  });

  test("suspend holds on the running server's next request, and restore lets in again", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    expect((await mortise(["accounts", "suspend", maya.email, "--as", "dana"])).code).toBe(0);
    expect((await maya.get("/v1/session")).status).toBe(401);
    const id = await maya.startSignIn();
    const refused = await maya.prove(id, { kind: "password", password: maya.password });
    expect([refused.status, slugOf(refused), refused.body.reason]).toEqual([403, "not-allowed", "suspended"]);
    expect(slugOf(await maya.prove(await maya.startSignIn(), { kind: "password", password: "Wrong-Horse9" }))).toBe(
      "proof-rejected",
    );
    expect(await lastEvent(maya)).toMatchObject({ type: "session.ended", actorId: "dana" });
    expect((await mortise(["accounts", "suspend", maya.email])).code).toBe(1);
    expect((await mortise(["accounts", "restore", maya.accountId])).code).toBe(0);
    await maya.signIn();
    expect(
      (await maya.get("/v1/account/history?outcome=failure")).body.items.map(
        ({ reason }: { reason: string }) => reason,
      ),
    ).toEqual(["wrong-password", "suspended"]);
  });

  test("end-sessions signs out everywhere", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.elsewhere().signIn();
    expect((await mortise(["accounts", "end-sessions", maya.email, "--as", "dana"])).out).toContain("Ended 2 sessions");
    expect((await maya.get("/v1/session")).status).toBe(401);
    expect(await lastEvent(maya)).toMatchObject({
      type: "session.ended",
      actorId: "dana",
      data: '{"reason":"ended-by-operator"}',
    });
  });

  test("remove-second-factors needs two confirmations, names the operator, tells the owner", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    for (const input of ["", "yes\n", `${maya.email}\n`, `${maya.email}\nremove\n`, `wrong@example.com\nREMOVE\n`]) {
      const refused = await mortise(["accounts", "remove-second-factors", maya.email], input);
      expect([refused.code, refused.err.trim()], input).toEqual([1, "Not confirmed. Nothing was changed."]);
    }
    expectStatus(await maya.get("/v1/session"), 200);
    expect(
      (await mortise(["accounts", "remove-second-factors", maya.email, "--as", "dana"], `${maya.email}\nREMOVE\n`))
        .code,
    ).toBe(0);
    expect((await maya.get("/v1/session")).status).toBe(401);
    const events = await server.services.database.read
      .selectFrom("events")
      .selectAll()
      .where("accountId", "=", maya.accountId)
      .where("actorId", "=", "dana")
      .orderBy("id")
      .execute();
    expect(events.map(({ type }) => type)).toEqual([
      "authenticator.unbound",
      "recovery-codes.revoked",
      "two-step.turned-off",
      "session.ended",
    ]);
    expect((await maya.mail()).subject).toBe("Two-step sign-in was turned off");
    const other = new Person(server, maya.email);
    await other.signIn();
    expect((await other.get("/v1/session")).body.assurance).toBe(1);
  });

  test("migrate finds nothing left to do", async () => {
    expect((await mortise(["migrate"])).out).toContain("Nothing to do");
  });

  test("another root key is refused before anything is touched", async () => {
    const wrong = await runCommand(["accounts", "list"], {
      ...environment,
      MORTISE_ROOT_KEY: Buffer.alloc(32, 9).toString("base64"),
    });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("another root key")]);
    const rotated = await runCommand(["accounts", "list"], {
      ...environment,
      MORTISE_ROOT_KEY: `${Buffer.alloc(32, 9).toString("base64")},${testRootKey}`,
    });
    expect(rotated.code).toBe(0);
  });
});

describe("the process", () => {
  let folder: string;
  let port: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "mortise-process-"));
    port = await freePort();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (): Record<string, string> => ({
    MORTISE_PORT: String(port),
    MORTISE_DATABASE_URL: `file:${folder}/data/mortise.db`,
  });
  const asServer = () =>
    ({
      url: `http://localhost:${port}`,
      clock: { now: () => new Date().getTime(), advance() {} },
      services: { config: { publicUrl: `http://localhost:${port}` } },
    }) as unknown as TestServer;

  test("says where it is, ends cleanly, and started again everything is there", async () => {
    const first = await startProcess(environment());
    for (const line of [`http://localhost:${port}`, `${folder}/data/mortise.db`, `http://localhost:${port}/dev/outbox`])
      expect(first.output()).toContain(line);
    for (const file of ["mortise.key", "mortise.db", "mortise.db-wal"])
      expect(statSync(join(folder, "data", file)).mode & 0o777, file).toBe(0o600);
    const maya = await (await new Person(asServer()).signUp()).signIn();
    await maya.bindTotp();
    expect(await first.end("SIGINT")).toBe(0);
    const second = await startProcess(environment());
    expect((await maya.get("/v1/session")).body.account.email).toBe(maya.email);
    expect((await maya.mails()).length).toBeGreaterThan(0);
    expect(await second.end("SIGTERM")).toBe(0);
  });

  test("a backup taken while it runs opens with the same key and holds everything", async () => {
    const running = await startProcess(environment());
    const maya = await (await new Person(asServer()).signUp()).signIn();
    const copy = join(folder, "data/copy.db");
    expect((await runCommand(["backup", copy], environment())).code).toBe(0);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const again = await runCommand(["backup", copy], environment());
    expect([again.code, again.err]).toEqual([1, expect.stringContaining("exists already")]);
    const nowhere = await runCommand(["backup", join(folder, "nowhere/copy.db")], environment());
    expect([nowhere.code, nowhere.err]).toEqual([
      1,
      expect.stringMatching(/cannot be written \(ENOENT\)\. Nothing was\.\n$/),
    ]);
    expect(nowhere.err).not.toContain("    at ");
    await running.end("SIGTERM");
    const restored = await startProcess({ ...environment(), MORTISE_DATABASE_URL: `file:${copy}` });
    expect((await maya.get("/v1/session")).status).toBe(200);
    await restored.end("SIGTERM");
  });

  test("refuses what is unsafe or unknown, in one sentence", async () => {
    const refusals: [Record<string, string>, string][] = [
      [{ MORTISE_PUBLIC_URL: "http://id.example.com" }, "must be https"],
      [{ MORTISE_PUBIC_URL: "x" }, "Did you mean MORTISE_PUBLIC_URL?"],
      [{ MORTISE_PORT: "0" }, "MORTISE_PORT: must be a whole number from 1 to 65535."],
      [{ MORTISE_PUBLIC_URL: "https://id.example.com" }, "MORTISE_SMTP_URL is not set"],
      [{ MORTISE_DATABASE_URL: "postgres://localhost:1/x" }, "MORTISE_ROOT_KEY is needed with PostgreSQL"],
      [{ MORTISE_ROOT_KEY: "short" }, "exactly 32 bytes"],
    ];
    for (const [settings, sentence] of refusals) {
      await expect(startProcess({ ...environment(), ...settings })).rejects.toThrow(sentence);
      expect(existsSync(join(folder, "data/mortise.db")), sentence).toBe(false);
    }
  });

  test("a key file that holds no key is refused, and stays as it is", async () => {
    const keyFile = join(folder, "data/mortise.key");
    mkdirSync(join(folder, "data"));
    writeFileSync(keyFile, "short\n");
    await expect(startProcess(environment())).rejects.toThrow(`${keyFile} holds no root key of 32 bytes.`);
    expect(readFileSync(keyFile, "utf8")).toBe("short\n");
  });

  test("beside a copy that needs its key no other is made, whatever opens it", async () => {
    const running = await startProcess(environment());
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    const copy = join(elsewhere, "copy.db");
    expect((await runCommand(["backup", copy], environment())).code).toBe(0);
    await running.end("SIGTERM");
    const there = { ...environment(), MORTISE_DATABASE_URL: `file:${copy}` };
    const words = `needs the root key it was used with, and ${join(elsewhere, "mortise.key")} is not there`;
    expect(await runCommand(["accounts", "list"], there)).toMatchObject({
      code: 1,
      err: expect.stringContaining(words),
    });
    await expect(startProcess(there)).rejects.toThrow(words);
    expect(existsSync(join(elsewhere, "mortise.key"))).toBe(false);
    copyFileSync(join(folder, "data/mortise.key"), join(elsewhere, "mortise.key"));
    await (await startProcess(there)).end("SIGTERM");
  });

  test("a port in use is said, not thrown", async () => {
    const first = await startProcess(environment());
    await expect(startProcess(environment())).rejects.toThrow(/Cannot start\. listen EADDRINUSE.*set MORTISE_PORT\./);
    await first.end("SIGTERM");
  });

  test("config prints what is in force, with secrets masked", async () => {
    const secret = Buffer.alloc(32, 5).toString("base64");
    const { out } = await runCommand(["config"], {
      ...environment(),
      MORTISE_ROOT_KEY: secret,
      MORTISE_SMTP_URL: "smtps://maya:hunter2hunter2@mail.example.com:465",
      MORTISE_METRICS_TOKEN: "0123456789abcdef0",
    });
    expect(out).toMatch(/MORTISE_HOST\s+127\.0\.0\.1\n/);
    expect(out).toMatch(/MORTISE_SMTP_URL\s+smtps:\/\/maya:••••@mail\.example\.com:465 {2}\(given\)/);
    for (const hidden of [secret, "hunter2", "0123456789abcdef0"]) expect(out).not.toContain(hidden);
    expect((await runCommand(["config"], { MORTISE_PORTT: "1" })).err).toContain("Did you mean MORTISE_PORT?");
  });
});

describe("two servers on one PostgreSQL", () => {
  let created: TestDatabase;
  beforeAll(async () => {
    created = await createDatabase("postgres");
  });
  afterAll(() => created.drop());

  test("a database connection that breaks fails its own requests and nothing else", async () => {
    const server = await startServer("postgres");
    const operator = await connectBeside(server.databaseUrl);
    try {
      const maya = await (await new Person(server).signUp()).signIn();
      for (let round = 0; round < 5; round++) {
        const asked = Promise.all(Array.from({ length: 20 }, () => maya.get("/v1/account").catch(() => undefined)));
        await operator.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        await asked;
      }
      await expect.poll(async () => (await maya.get("/v1/account")).status).toBe(200);
    } finally {
      await operator.end();
      await server.close();
    }
  });

  test("start on an empty database at once, and each sees at once what the other does", async () => {
    const servers = await Promise.all([
      startServer("postgres", { databaseUrl: created.url }),
      startServer("postgres", { databaseUrl: created.url }),
    ]);
    const [one, two] = servers;
    try {
      const maya = await (await new Person(one).signUp()).signIn();
      const there = new Person(two, maya.email);
      there.cookies.set("mortise", maya.cookies.get("mortise")!);
      expect((await there.get("/v1/session")).body.account.email).toBe(maya.email);
      await maya.call("DELETE", "/v1/session");
      expect((await there.get("/v1/session")).status).toBe(401);
    } finally {
      for (const server of servers) await server.close();
    }
  });
});
