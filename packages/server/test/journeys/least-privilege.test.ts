import { randomBytes } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { lookAtDatabase } from "../../src/commands/doctor/look-at-database.ts";
import { connectBeside, createDatabase, type TestDatabase } from "../support/databases.ts";
import { createOrganization } from "../support/organizations.ts";
import { Person } from "../support/person.ts";
import { startServer, testRootKey, type TestServer } from "../support/test-server.ts";

/** What docs/guides/connections.md tells operators to give the role of the server. */
const rightsOf = (role: string): string => `
  grant usage on schema public to ${role};
  grant select, insert, update, delete on all tables in schema public to ${role};
  alter default privileges in schema public grant select, insert, update, delete on tables to ${role};`;

describe("a role of PostgreSQL that owns nothing", () => {
  const role = `mortise_${randomBytes(5).toString("hex")}`;
  const databases: TestDatabase[] = [];
  const asRole = (url: string): string => {
    const own = new URL(url);
    own.username = role;
    return own.toString();
  };
  const asOwner = async (url: string, sql: string): Promise<pg.QueryResult> => {
    const client = await connectBeside(url);
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const create = async (isMigrated: boolean): Promise<string> => {
    const made = await createDatabase("postgres", { isMigrated });
    databases.push(made);
    // As PostgreSQL 15 and newer have it by themselves.
    await asOwner(made.url, "revoke create on schema public from public");
    return made.url;
  };
  const start = (databaseUrl: string): Promise<TestServer> => startServer("postgres", { databaseUrl });

  beforeAll(async () => {
    const url = await create(true);
    await asOwner(url, `create role ${role} login`);
    await asOwner(url, rightsOf(role));
  });
  afterAll(async () => {
    const [first] = databases;
    for (const { url } of databases) await asOwner(url, `drop owned by ${role}`);
    if (first) await asOwner(first.url, `drop role ${role}`);
    for (const { drop } of databases) await drop();
  });

  test("is enough to run on, over the network and over the socket", async () => {
    const { url } = databases[0]!;
    const socket = (await asOwner(url, "show unix_socket_directories")).rows[0].unix_socket_directories as string;
    const { pathname, port } = new URL(url);
    const overSocket = `postgres://${pathname}?host=${socket}&port=${port}&user=${role}`;
    for (const databaseUrl of [asRole(url), overSocket]) {
      const server = await start(databaseUrl);
      try {
        const maya = await (await new Person(server).signUp()).signIn();
        await maya.bindTotp();
        await createOrganization(maya, { name: "Larkfield" });
        await server.settle?.();
        await server.maintain();
        expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      } finally {
        await server.close();
      }
    }
  });

  test("changes no table", async () => {
    const url = asRole(databases[0]!.url);
    for (const change of [
      "create table mine (id integer)",
      "drop table accounts",
      "alter table accounts add column admin text",
      "truncate events",
    ])
      await expect(asOwner(url, change), change).rejects.toMatchObject({ code: "42501" });
  });

  test("is well for mortise doctor, which leaves nothing behind", async () => {
    const config = readConfig({ MORTISE_DATABASE_URL: asRole(databases[0]!.url), MORTISE_ROOT_KEY: testRootKey });
    const before = (await asOwner(databases[0]!.url, "select * from deployment order by key")).rows;
    const found = await lookAtDatabase(config, Date.now);
    expect(found.filter(({ state }) => state === "wrong")).toEqual([]);
    expect((await asOwner(databases[0]!.url, "select * from deployment order by key")).rows).toEqual(before);
  });

  test("is told to have the owner migrate, where tables are missing", async () => {
    const url = await create(false);
    await expect(start(asRole(url))).rejects.toThrow(
      "MORTISE_DATABASE_URL: this role may not make tables, and migrations are due (0001-front-door",
    );
  });
});
