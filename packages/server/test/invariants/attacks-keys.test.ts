import { sql } from "kysely";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { endAccountSessions } from "../../src/accounts/operate-accounts.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { columnTypes } from "../../src/database/dialects.ts";
import { migrate } from "../../src/database/migrate.ts";
import { frontDoor } from "../../src/database/migrations/0001-front-door.ts";
import { removedApps } from "../../src/database/migrations/0070-removed-apps.ts";
import { deliverTextMessage } from "../../src/delivery/outbox.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { askCode, bindPhone, halfSignIn, phonesPath } from "../support/phones.ts";
import { SoftwareAuthenticator } from "../support/software-authenticator.ts";
import { setServer, startServer } from "../support/test-server.ts";

const day = 24 * 3600;

describe.each(dialects)("attacks on keys and trust on %s", (dialect) => {
  const server = setServer(dialect);

  const signedIn = async () => (await new Person(server).signUp()).signIn();
  const newDevice = () => new SoftwareAuthenticator(server.services.config.publicUrl);
  /** Somebody with an authenticator app, whose browser is excused from the second step. */
  const remembered = async (person?: Person): Promise<Person> => {
    const maya = person ?? (await signedIn());
    if (maya.secrets.length === 0) await maya.bindTotp();
    const id = await maya.startSignIn();
    expectStatus(await maya.prove(id, { kind: "password", password: maya.password }), 200);
    expectStatus(await maya.prove(id, { kind: "totp", code: maya.freshCode(), rememberDevice: true }), 200);
    return maya;
  };
  const passwordAlone = async (person: Person): Promise<string> => {
    const id = await person.startSignIn();
    return expectStatus(await person.prove(id, { kind: "password", password: person.password }), 200).body.status;
  };

  test("an operator who signs an account out everywhere has its devices forgotten too", async () => {
    const maya = await remembered();
    const thief = maya.elsewhere();
    for (const [name, value] of maya.cookies) if (name.includes("device")) thief.cookies.set(name, value);
    await endAccountSessions(server.services, { kind: "operator", id: "olga" }, maya.accountId);
    expect(await passwordAlone(thief)).toBe("open");
  });

  test("a deployment that stops remembering devices asks those it remembered", async () => {
    const maya = await remembered();
    const settings = { MORTISE_REMEMBER_DEVICE_DAYS: "0" };
    const off = await startServer(dialect, { settings, databaseUrl: server.databaseUrl, clock: server.clock });
    try {
      const there = new Person(off, maya.email);
      for (const [name, value] of maya.cookies) there.cookies.set(name, value);
      expect(await passwordAlone(there)).toBe("open");
    } finally {
      await off.close();
    }
  });

  test("who left a device cookie of their own in a browser is not excused where its owner is", async () => {
    const mallory = await signedIn();
    const planted = [...mallory.cookies].find(([name]) => name.includes("device"))!;
    const maya = (await signedIn()).elsewhere();
    maya.cookies.set(...planted);
    await maya.signIn();
    expect(maya.cookies.get(planted[0])).toBe(planted[1]);
    await remembered(maya);
    expect(await passwordAlone(maya)).toBe("complete");
    const thief = maya.elsewhere();
    thief.cookies.set(...planted);
    expect(await passwordAlone(thief)).toBe("open");
  });

  test("an account whose fourteen days are over is gone for its passkey too", async () => {
    const maya = await signedIn();
    const device = newDevice();
    await maya.bindPasskey(device);
    expectStatus(await maya.call("DELETE", "/v1/account"), 202);
    server.clock.advance(14 * day);
    const reply = await maya.elsewhere().proveByPasskey(device);
    expect([reply.status, slugOf(reply)]).toEqual([401, "proof-rejected"]);
    await server.maintain();
    const left = await server.services.database.read
      .selectFrom("accounts")
      .select("id")
      .where("id", "=", maya.accountId)
      .execute();
    expect(left).toEqual([]);
  });

  test("of an app that was removed the secret is gone, also of one removed before secrets went", async () => {
    const maya = await signedIn();
    await maya.bindTotp("Left");
    const [{ id }] = (await maya.get("/v1/account/authenticators")).body.totp;
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    const { read } = server.services.database;
    const left = read.selectFrom("totpAuthenticators").select(["name", "sealedSecret"]).where("id", "=", id);
    const row = await left.executeTakeFirstOrThrow();
    expect([row.name, row.sealedSecret.length]).toEqual(["Left", 0]);
    await server.services.transact(async ({ tx }) => {
      await tx
        .updateTable("totpAuthenticators")
        .set({ sealedSecret: Buffer.from("older") })
        .where("id", "=", id)
        .execute();
      for (const statement of removedApps.statements(columnTypes[dialect])) await sql.raw(statement).execute(tx);
    });
    expect((await left.executeTakeFirstOrThrow()).sealedSecret).toHaveLength(0);
    await maya.bindTotp("Kept");
    const kept = read.selectFrom("totpAuthenticators").select("sealedSecret").where("name", "=", "Kept");
    expect((await kept.executeTakeFirstOrThrow()).sealedSecret.length).toBeGreaterThan(32);
  });

  test("of a phone that was removed nothing is left by which its number could be tried", async () => {
    const maya = await signedIn();
    const id = await bindPhone(maya);
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${id}`), 204);
    const row = await server.services.database.read
      .selectFrom("phones")
      .select(["numberKey", "sealedNumber"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect([row.numberKey, row.sealedNumber.length]).toEqual(["", 0]);
    // The same number may be bound again, twice over.
    const again = await bindPhone(maya, "+4915120999001");
    expectStatus(await maya.call("DELETE", `/v1/account/authenticators/${again}`), 204);
    server.clock.advance(61);
    expectStatus(await maya.post(phonesPath, { number: "+4915120999001" }), 201);
  });

  test("strangers who begin to bind somebody's number leave its owner the codes to sign in with", async () => {
    const maya = await signedIn();
    const number = "+4915120999002";
    await bindPhone(maya, number);
    server.clock.advance(day);
    const answers = [];
    for (let each = 0; each < 2; each++) {
      const mallory = await signedIn();
      for (let message = 0; message < 5; message++) {
        answers.push((await mallory.post(phonesPath, { number })).status);
        server.clock.advance(61);
      }
      server.clock.advance(3600);
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, 201, 429, 429, 429, 429]);
    expect((await askCode(maya, await halfSignIn(maya.elsewhere()))).status).toBe(202);
  });

  test("a server of the version before, which knows mails only, never takes a text message for one", async () => {
    const { services } = server;
    const at = server.clock.now();
    const message = { to: "+4915120000001", masked: "+49 ••• ••01", text: "123456", expiresAt: at + 600_000 };
    const taken = await services.transact(async (work) => {
      await deliverTextMessage(work, message);
      // What it looks for, in its words.
      const due = sql<{ channel: string }>`select channel from outbox where sent_at is null and failed_at is null
        and next_try_at <= ${at} and (claimed_until is null or claimed_until <= ${at})`;
      return (await due.execute(work.tx)).rows.filter(({ channel }) => channel === "text-message");
    });
    expect(taken).toEqual([]);
  });

  test.runIf(dialect === "postgres")(
    "a column that a newer server adds breaks no statement of a running one",
    async () => {
      const maya = await signedIn();
      const look = async () => (await maya.get("/v1/account/sessions")).status;
      const looks = () => Promise.all(Array.from({ length: 12 }, look));
      await looks();
      await server.services.transact(async ({ tx }) => {
        await sql`alter table sessions add column later_one text`.execute(tx);
      });
      expect(new Set(await looks())).toEqual(new Set([200]));
      // In a transaction, which such a statement breaks.
      const rename = async () => (await maya.call("PUT", "/v1/account/email", { email: `x${maya.email}` })).status;
      expect(await rename()).toBe(202);
      await server.services.transact(async ({ tx }) => {
        await sql`alter table sessions add column later_two text`.execute(tx);
      });
      expect(await rename()).toBe(202);
    },
  );

  test.runIf(dialect === "postgres")("a running server of the version before outlives the migration", async () => {
    const created = await createDatabase(dialect);
    const before = new pg.Pool({
      connectionString: created.url,
      application_name: "mortise",
      max: 1,
      idleTimeoutMillis: 0,
    });
    before.on("error", () => {});
    const database = openDatabase(created.url);
    try {
      await before.query("create table migrations (name text primary key, applied_at bigint not null)");
      for (const statement of frontDoor.statements(columnTypes.postgres)) await before.query(statement);
      await before.query("insert into migrations values ($1, 0)", [frontDoor.name]);
      const look = { name: "m1", text: "select * from sessions" };
      await before.query(look);
      await migrate(database, () => 0);
      // Its connection is gone, and the pool opens another.
      await expect.poll(() => before.totalCount).toBe(0);
      expect((await before.query(look)).rows).toEqual([]);
    } finally {
      await before.end();
      await database.close();
      await created.drop();
    }
  });
});
