import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectBeside } from "../support/databases.ts";
import { expectStatus, Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

/** Session checks on PostgreSQL share one connection, on which none waits for the one before it. */
describe("session checks on PostgreSQL, with three connections", () => {
  const server = setServer("postgres", { quiet: true, settings: { MORTISE_DATABASE_POOL: "3" } });
  let other: pg.Client;
  let maya: Person;
  beforeAll(async () => {
    maya = await (await new Person(server).signUp()).signIn();
    other = await connectBeside(server.databaseUrl);
  });
  afterAll(() => other.end());

  const check = () => maya.get("/v1/session");
  const connections = async (): Promise<{ pid: number; asked: string }[]> => {
    const mine = "datname = current_database() and application_name = 'mortise'";
    return (await other.query(`select pid, query as asked from pg_stat_activity where ${mine}`)).rows;
  };
  /** The connection on which all checks went. */
  const findLine = async (): Promise<number> => {
    await expect
      .poll(async () => {
        await check();
        const before = server.services.database.queries;
        await Promise.all(Array.from({ length: 40 }, check));
        expect(server.services.database.queries - before).toBe(40);
        return (await connections()).filter(({ asked }) => asked.includes('"token_hash"')).length;
      })
      .toBe(1);
    return (await connections()).find(({ asked }) => asked.includes('"token_hash"'))!.pid;
  };

  test("forty at once take one, and everything together no more than are set", async () => {
    await findLine();
    const at = await Promise.all(
      Array.from({ length: 90 }, async (_, number) => {
        const reply = await (number % 3 === 0 ? maya.get("/v1/account") : check());
        expectStatus(reply, 200);
        return (await connections()).length;
      }),
    );
    expect(Math.max(...at)).toBeLessThanOrEqual(3);
  });

  test("one that ended is out at the next, whatever else is under way", async () => {
    const gone = await maya.elsewhere().signIn();
    const under = Array.from({ length: 20 }, check);
    expectStatus(await gone.call("DELETE", "/v1/session"), 204);
    const after = await Promise.all(Array.from({ length: 20 }, () => gone.get("/v1/session")));
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]));
    for (const reply of await Promise.all(under)) expectStatus(reply, 200);
  });

  test("the connection may go: the next checks take others, and then one again", async () => {
    const line = await findLine();
    await other.query(`select pg_terminate_backend(${line})`);
    await expect.poll(async () => (await check()).status).toBe(200);
    expect(await findLine()).not.toBe(line);
  });

  test("a statement that was parsed before a table changed is parsed anew", async () => {
    await findLine();
    await other.query("alter table sessions alter column browser type varchar(200)");
    const replies = await Promise.all(Array.from({ length: 30 }, check));
    for (const reply of replies) expectStatus(reply, 200);
  });

  test("who holds a lock holds up checks no longer than is set, and none is answered twice", async () => {
    await findLine();
    await other.query("begin; lock table sessions in access exclusive mode");
    const replies = Promise.all(Array.from({ length: 5 }, check));
    await expect
      .poll(async () => (await connections()).filter(({ asked }) => asked.includes('"token_hash"')).length)
      .toBeGreaterThan(0);
    await other.query("rollback");
    for (const reply of await replies) expectStatus(reply, 200);
  });
});
