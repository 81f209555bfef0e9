import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minorOfPgBouncer, startPgBouncer, type PgBouncer } from "../../../../tools/pgbouncer.mjs";
import { pathOf } from "../../../../tools/programs.mjs";
import { connectBeside, createDatabase, type TestDatabase } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { freePort, runCommand, startProcess } from "../support/server-process.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

const program = pathOf("pgbouncer");
const minor = minorOfPgBouncer(program);
/** Fewer connections than servers ask for, so that each gets another one all the time. */
const few = { pool_mode: "transaction", default_pool_size: "4" };
const bySession = { pool_mode: "session", default_pool_size: "60" };
const withoutNames = minor < 21 ? few : { ...few, max_prepared_statements: "0" };
const withNames = { ...few, max_prepared_statements: "100" };

interface Case {
  readonly name: string;
  readonly settings: Record<string, string>;
  readonly pooling: string;
  readonly isTold: boolean;
  readonly needs: number;
}

// What a PgBouncer of before 1.21 cannot be told is not tried on one, and shows as skipped.
const cases: readonly Case[] = [
  {
    name: "transactions, without names",
    settings: withoutNames,
    pooling: "shared-without-names",
    isTold: true,
    needs: 0,
  },
  { name: "transactions, with names", settings: withNames, pooling: "shared", isTold: false, needs: 21 },
  { name: "sessions", settings: bySession, pooling: "own", isTold: false, needs: 0 },
];

/** Two servers and a pooler between them and one database. */
function setPooled(settings: Record<string, string>) {
  const at = {} as { database: TestDatabase; pooler: PgBouncer; servers: TestServer[] };
  beforeAll(async () => {
    at.database = await createDatabase("postgres", { isMigrated: true });
    at.pooler = await startPgBouncer(program, at.database.url, settings);
    const start = () => startServer("postgres", { databaseUrl: at.pooler.url });
    at.servers = [await start(), await start()];
  });
  afterAll(async () => {
    for (const server of at.servers) await server.close();
    await at.pooler.stop();
    await at.database.drop();
  });
  return at;
}

const told = ({ logged }: TestServer) => logged.filter((line) => line.includes("MORTISE_DATABASE_STATEMENT_NAMES"));

const signInAtEach = (servers: readonly TestServer[]): Promise<Person[]> =>
  Promise.all(servers.map(async (server) => (await new Person(server).signUp()).signIn()));

/** Hundreds of requests of every sort at once. Answers what came that should not. */
async function storm(people: readonly Person[]): Promise<unknown[]> {
  const replies = await Promise.all(
    Array.from({ length: 400 }, (_, at) => {
      const person = people[at % people.length]!;
      const ways = [
        () => person.get("/v1/session"),
        () => person.get("/v1/account/sessions"),
        () => person.get("/v1/account"),
        () => person.elsewhere().post("/v1/attempts", { purpose: "sign-in", email: person.email }),
        () => person.call("PATCH", "/v1/account", { name: `Maya ${at}` }),
      ];
      return ways[at % ways.length]!();
    }),
  );
  return replies.filter(({ status }) => status >= 400 && status !== 429).map((reply) => [reply.status, slugOf(reply)]);
}

describe.each(cases)("behind a PgBouncer that pools $name", ({ settings, pooling, isTold, needs }) => {
  describe.skipIf(minor < needs)(`of 1.${needs} or newer`, () => {
    const at = setPooled(settings);

    test("it is found out at the start, and said where it costs", async () => {
      for (const server of at.servers) {
        expect(await server.services.database.findPooling()).toBe(pooling);
        expect(told(server).length).toBe(isTold ? 1 : 0);
      }
    });

    test("hundreds of requests at once, to two servers, are all answered", async () => {
      expect(await storm(await signInAtEach(at.servers))).toEqual([]);
      await expect(at.servers[0]!.settle!()).resolves.toBeUndefined();
    });

    test("a transaction is bounded there too, and nobody else's connection is", async () => {
      const [server] = at.servers;
      const limit = await server!.services.database.transact(
        async (tx) => (await sql<{ limit: string }>`select current_setting('lock_timeout') as limit`.execute(tx)).rows,
      );
      expect(limit).toEqual([{ limit: "4s" }]);
      for (let look = 0; look < 8; look++) {
        const other = await connectBeside(at.pooler.url);
        const { rows } = await other.query("select current_setting('lock_timeout') as limit");
        expect(rows).toEqual([{ limit: "0" }]);
        await other.end();
      }
    });

    test("mortise doctor says so", async () => {
      const environment = { MORTISE_DATABASE_URL: at.pooler.url, MORTISE_ROOT_KEY: testRootKey };
      const { out } = await runCommand(["doctor", "--json"], environment);
      const { findings } = JSON.parse(out) as { findings: { of: string; state: string; says: string }[] };
      const found = findings.find(({ of }) => of === "pooler");
      expect(found?.state).toBe(isTold ? "warning" : "ok");
      const words = { own: "our own", shared: "keeps the names", "shared-without-names": "keeps no names" };
      expect(found?.says).toContain(words[pooling as keyof typeof words]);
    });
  });
});

describe("behind a pooler that begins to lend connections while the server runs", () => {
  const at = setPooled({ ...withoutNames, ...bySession });

  test("names are given up once, and whoever asked meanwhile is answered", async () => {
    const people = await signInAtEach(at.servers);
    expect(await storm(people)).toEqual([]);
    expect(at.servers.flatMap(told)).toEqual([]);
    at.pooler.reload(withoutNames);
    await expect
      .poll(async () => {
        expect(await storm(people)).toEqual([]);
        return at.servers.map((server) => told(server).length);
      })
      .toEqual([1, 1]);
    for (const { services } of at.servers) expect(await services.database.findPooling()).toBe("shared-without-names");
    expect(await storm(people)).toEqual([]);
  });
});

test("a pooler that keeps no transaction together is refused by the name of the setting", async () => {
  const database = await createDatabase("postgres", { isMigrated: true });
  const pooler = await startPgBouncer(program, database.url, { pool_mode: "statement" });
  const environment = {
    MORTISE_DATABASE_URL: pooler.url,
    MORTISE_ROOT_KEY: testRootKey,
    MORTISE_PORT: String(await freePort()),
  };
  await expect(startProcess(environment)).rejects.toThrow(/MORTISE_DATABASE_URL: the pooler.*pool_mode = statement/);
  const { code, out } = await runCommand(["doctor"], environment);
  expect(code).toBe(1);
  expect(out).toContain("pool_mode = statement");
  await pooler.stop();
  await database.drop();
});

test("statements behind a pooler that was set to have no names have none, and it is no news", async () => {
  const database = await createDatabase("postgres", { isMigrated: true });
  const settings = { MORTISE_DATABASE_STATEMENT_NAMES: "off" };
  const server = await startServer("postgres", { databaseUrl: database.url, settings });
  const maya = await (await new Person(server).signUp()).signIn();
  expectStatus(await maya.get("/v1/session"), 200);
  expect(told(server)).toEqual([]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from pg_prepared_statements`.execute(
    server.services.database.read,
  );
  expect(rows[0]?.n).toBe(0);
  await server.close();
  await database.drop();
});
