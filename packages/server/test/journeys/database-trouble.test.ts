import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSqlite, type SqliteConnection } from "../../src/database/dialects.ts";
import { connectBeside, createDatabase, dialects, type TestDatabase } from "../support/databases.ts";
import { expectStatus, Person, type Reply, slugOf } from "../support/person.ts";
import { setServer, startServer, type TestServer } from "../support/test-server.ts";

const unavailable = (reply: Reply) => [reply.status, slugOf(reply), reply.headers.get("retry-after")];
const notNow = [503, "unavailable", "5"];
const probe = async ({ url }: TestServer, path: string): Promise<number> => (await fetch(`${url}${path}`)).status;

describe("a PostgreSQL in which somebody holds a lock", () => {
  const server = setServer("postgres", { quiet: true, settings: { MORTISE_DATABASE_TIMEOUT_SECONDS: "1" } });
  let other: pg.Client;
  let maya: Person;
  beforeAll(async () => {
    maya = await (await new Person(server).signUp()).signIn();
    other = await connectBeside(server.databaseUrl);
  });
  afterAll(() => other.end());

  test("answers 503, not nothing; is alive, not ready; and goes on when the lock is gone", async () => {
    await other.query("begin; lock table sessions, attempts, throttles in access exclusive mode");
    const replies = await Promise.all([maya.get("/v1/session"), maya.get("/v1/account"), maya.get("/v1/session")]);
    for (const reply of replies) expect(unavailable(reply)).toEqual(notNow);
    expect(unavailable(await maya.elsewhere().post("/v1/attempts", { purpose: "sign-in", email: maya.email }))).toEqual(
      notNow,
    );
    expect(await probe(server, "/healthz")).toBe(200);
    expect(await probe(server, "/readyz")).toBe(503);
    await other.query("rollback");
    expectStatus(await maya.get("/v1/session"), 200);
    await expect.poll(() => probe(server, "/readyz")).toBe(200);
    await maya.elsewhere().signIn();
  });
});

describe("a PostgreSQL that says nothing any more", () => {
  let database: TestDatabase;
  let server: TestServer;
  let between: Server;
  let isSilent = false;
  const open = new Set<Socket>();
  beforeAll(async () => {
    database = await createDatabase("postgres", { isMigrated: true });
    const real = new URL(database.url);
    between = createServer((near) => {
      const far = connect(Number(real.port), real.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(from);
        from.on("data", (data) => isSilent || to.write(data));
        from.on("error", () => {});
        from.on("close", () => to.destroy());
      }
    });
    await new Promise<void>((resolve) => void between.listen(0, "127.0.0.1", resolve));
    const url = new URL(database.url);
    url.host = `127.0.0.1:${(between.address() as AddressInfo).port}`;
    const settings = { MORTISE_DATABASE_TIMEOUT_SECONDS: "1" };
    server = await startServer("postgres", { quiet: true, databaseUrl: url.toString(), settings });
  });
  afterAll(async () => {
    await server.close();
    for (const socket of open) socket.destroy();
    between.close();
    await database.drop();
  });

  test("answers 503, to more requests than it has connections too, and goes on when it is back", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    isSilent = true;
    const replies = await Promise.all([
      ...Array.from({ length: 25 }, () => maya.get("/v1/session")),
      maya.call("PATCH", "/v1/account", { name: "Maya B." }),
    ]);
    for (const reply of replies) expect(unavailable(reply)).toEqual(notNow);
    expect(await probe(server, "/healthz")).toBe(200);
    expect(await probe(server, "/readyz")).toBe(503);
    isSilent = false;
    await expect.poll(async () => (await maya.get("/v1/session")).status).toBe(200);
    await expect.poll(() => probe(server, "/readyz")).toBe(200);
    expectStatus(await maya.call("PATCH", "/v1/account", { name: "Maya C." }), 200);
  });
});

describe("a SQLite file that another process has locked", () => {
  const server = setServer("sqlite", { quiet: true });
  let other: SqliteConnection;
  let maya: Person;
  beforeAll(async () => {
    maya = await (await new Person(server).signUp()).signIn();
    other = openSqlite(server.databaseUrl.slice("file:".length), { readOnly: false });
  });
  afterAll(() => other.close());

  test("is read meanwhile, and written once the lock is gone; nobody else waits", async () => {
    other.exec("begin immediate");
    let isWritten = false;
    const written = maya.call("PATCH", "/v1/account", { name: "Maya B." }).then((reply) => ((isWritten = true), reply));
    expect(await probe(server, "/healthz")).toBe(200);
    expectStatus(await maya.get("/v1/session"), 200);
    expect(isWritten).toBe(false);
    other.exec("rollback");
    expectStatus(await written, 200);
  });

  test("answers 503 when the lock stays, and says that it is not ready", async () => {
    other.exec("begin immediate");
    const replies = await Promise.all([
      ...Array.from({ length: 5 }, (_, at) => maya.call("PATCH", "/v1/account", { name: `Maya ${at}` })),
    ]);
    for (const reply of replies) expect(unavailable(reply)).toEqual(notNow);
    expect(await probe(server, "/readyz")).toBe(503);
    expect(await probe(server, "/healthz")).toBe(200);
    other.exec("rollback");
    expectStatus(await maya.call("PATCH", "/v1/account", { name: "Maya C." }), 200);
  });
});

describe("a disk that is full", () => {
  const server = setServer("sqlite", { quiet: true });
  let maya: Person;
  beforeEach(async () => {
    maya = await (await new Person(server).signUp()).signIn();
  });

  test("is told as that in the log, and 503 to whoever wants to write; what can be read is read", async () => {
    const pages = await server.services.transact(async ({ tx }) => {
      const { rows } = await sql<{ page_count: number; pageCount: number }>`pragma page_count`.execute(tx);
      const count = rows[0]?.pageCount ?? rows[0]?.page_count ?? 0;
      await sql.raw(`pragma max_page_count = ${count}`).execute(tx);
      return count;
    });
    expect(pages).toBeGreaterThan(10);
    const replies: Reply[] = [];
    while (replies.at(-1)?.status !== 503)
      replies.push(await maya.elsewhere().post("/v1/attempts", { purpose: "sign-in", email: maya.email }));
    expect(unavailable(replies.at(-1)!)).toEqual(notNow);
    const faults = server.logged.filter((line) => line.includes('"fault"'));
    expect(faults.at(-1)).toContain("its disk is full");
    expect(faults.join()).not.toContain("cannot rollback");
    expect([await probe(server, "/readyz"), await probe(server, "/healthz")]).toEqual([503, 200]);
    expectStatus(await maya.get("/v1/session"), 200);
    await server.services.database.transact(async (tx) => {
      await sql.raw(`pragma max_page_count = 1000000`).execute(tx);
    });
    expectStatus(await maya.elsewhere().post("/v1/attempts", { purpose: "sign-in", email: maya.email }), 201);
    await expect.poll(() => probe(server, "/readyz")).toBe(200);
  });
});

describe.each(dialects)("a fault in the middle of a transaction, on %s", (dialect) => {
  const server = setServer(dialect, { quiet: true });

  test("is thrown as what it was, and nothing of it stays", async () => {
    const failing = server.services.transact(async ({ tx }) => {
      await tx.insertInto("throttles").values({ key: "half", windowStartedAt: 1, count: 1 }).execute();
      throw new Error("the reason");
    });
    await expect(failing).rejects.toThrow("the reason");
    const rows = await server.services.read.selectFrom("throttles").select("key").where("key", "=", "half").execute();
    expect(rows).toEqual([]);
  });
});
