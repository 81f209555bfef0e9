import { afterEach, describe, expect, test } from "vitest";
import { noticeAtStart, noticeMove } from "../../src/audit/notice-clock.ts";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { claimCheck } from "../../src/audit/log/check/check.sql.ts";
import { sendDue } from "../../src/delivery/send-outbox.ts";
import { keepInOutbox } from "../../src/delivery/transport.ts";
import { countInWindow, isCountedIn } from "../../src/database/counter.ts";
import { createDatabase, dialects } from "../support/databases.ts";
import { expectStatus, Person, slugOf } from "../support/person.ts";
import { createClock, startServer, type TestServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;
const wrong = { kind: "password", password: "Wrong-Horse9" };

describe.each(dialects)("a clock set forward a day and back, on %s", (dialect) => {
  let server: TestServer;
  const start = async () => (server = await startServer(dialect, { quiet: true }));
  afterEach(() => server.close());
  const failTen = async (person: Person): Promise<void> => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const id = await person.startSignIn();
      for (let each = 0; each < 5; each++) await person.prove(id, wrong);
    }
  };

  test("a lock, a code's step, a confirmation and its end from then hold nobody up", async () => {
    await start();
    const maya = await (await new Person(server).signUp()).signIn();
    await maya.bindTotp();
    server.clock.advance(day);
    const ahead = maya.elsewhere();
    await failTen(ahead);
    expect((await ahead.prove(await ahead.startSignIn(), { kind: "password", password: maya.password })).status).toBe(
      429,
    );
    await maya.signIn().catch(() => undefined);
    server.clock.advance(-day);
    // Neither the lock of the password nor the spent step of the app is there any more.
    await maya.elsewhere().signIn();
    await maya.elsewhere().signIn();
  });

  test("a proof from then confirms nothing, an end from then hinders nothing", async () => {
    await start();
    const maya = await new Person(server).signUp();
    server.clock.advance(day);
    await maya.signIn();
    expectStatus(await maya.call("DELETE", "/v1/session/confirmation"), 204);
    server.clock.advance(-day);
    expect((await maya.get("/v1/session")).body.confirmedUntil).toBe(null);
    expect(slugOf(await maya.post("/v1/account/authenticators/totp"))).toBe("step-up-required");
    await maya.stepUp();
    expectStatus(await maya.post("/v1/account/authenticators/totp"), 201);
    // Without the end, too, what was proven then is not fresh now.
    const dana = await new Person(server).signUp();
    server.clock.advance(day);
    await dana.signIn();
    server.clock.advance(-day);
    expect(slugOf(await dana.post("/v1/account/authenticators/totp"))).toBe("step-up-required");
    expect((await dana.get("/v1/session")).body.confirmedUntil).toBe(null);
  });

  test("an attempt from then is over, and activity from then does not keep a session alive", async () => {
    await start();
    const maya = await (await new Person(server).signUp()).signIn();
    server.clock.advance(3600);
    const id = await maya.elsewhere().startSignIn();
    expectStatus(await maya.get("/v1/account"), 200);
    server.clock.advance(-3600);
    expect((await maya.get(`/v1/attempts/${id}`)).body.status).toBe("expired");
    expectStatus(await maya.get("/v1/account"), 200);
    const { lastSeenAt } = await server.services.database.read
      .selectFrom("sessions")
      .select("lastSeenAt")
      .executeTakeFirstOrThrow();
    expect(lastSeenAt).toBe(server.clock.now());
  });

  test("a counter begins now and keeps its count; two servers seconds apart reset nothing", async () => {
    await start();
    const { services, clock } = server;
    const count = (offset = 0) =>
      services.transact(({ tx }) => countInWindow(tx, "x", 3600, clock.now() + offset * 1000));
    for (let at = 0; at < 3; at++) await count(day);
    expect(await isCountedIn(services.database.read, "x", 3600, clock.now())).toBe(false);
    expect(await count()).toEqual({ count: 4, windowStartedAt: clock.now() });
    for (let at = 0; at < 10; at++) await count(at % 2 === 0 ? 290 : 0);
    expect((await count()).count).toBe(15);
    clock.advance(3601);
    expect((await count()).count).toBe(1);
  });

  test("what waits or is claimed until then is sent and checked now", async () => {
    await start();
    const maya = await new Person(server).signUp();
    const { services, clock } = server;
    const { read } = services.database;
    const waiting = () => read.selectFrom("outbox").select("id").where("sentAt", "is", null).execute();
    expect(await waiting()).not.toHaveLength(0);
    await server.seal();
    clock.advance(day);
    const broken = { ...keepInOutbox("email"), send: () => Promise.reject(new Error("down")) };
    await sendDue(services, broken);
    expect(await services.transact(({ tx }) => claimCheck(tx, clock.now(), clock.now() + 3600_000))).toBe(true);
    clock.advance(-day);
    const sent: string[] = [];
    await sendDue(services, { ...keepInOutbox("email"), send: async ({ to }) => void sent.push(to) });
    expect(sent).toContain(maya.email);
    expect(await services.transact(({ tx }) => claimCheck(tx, clock.now(), clock.now() + 3600_000))).toBe(true);
  });

  test("the check says that the clock moved, and still finds what was put in later", async () => {
    await start();
    const { services, clock } = server;
    const maya = await new Person(server).signUp();
    clock.advance(day);
    await maya.signIn();
    await server.seal();
    const ahead = clock.now();
    clock.advance(-day);
    await maya.signIn();
    await server.seal();
    expect((await checkLog(services)).found).toMatchObject({
      mayBeClock: true,
      problem: expect.stringMatching(/clock/),
    });
    await noticeMove(services, { clock: ahead, steady: 0 }, { clock: clock.now(), steady: 5000 });
    const moved = server.logged.filter((line) => line.includes("the clock moved"));
    expect(moved).toHaveLength(1);
    await server.seal();
    expect(await checkLog(services)).toMatchObject({ found: undefined, setBack: 1 });
    // Somebody puts in what happened two days ago: no clock was set back so far.
    const { leafIndex: _, ...event } = await services.database.read
      .selectFrom("events")
      .selectAll()
      .where("type", "=", "sign-in.accepted")
      .limit(1)
      .executeTakeFirstOrThrow();
    await services.transact(({ tx }) =>
      tx
        .insertInto("events")
        .values({ ...event, id: "evnt_0001", at: clock.now() - 2 * day * 1000 })
        .execute(),
    );
    await server.seal();
    expect((await checkLog(services)).found?.problem).toMatch(/evnt_0001/);
  });

  test("seconds are no news; at start what was recorded last is, once", async () => {
    await start();
    const { services, clock } = server;
    await noticeMove(services, { clock: clock.now(), steady: 0 }, { clock: clock.now() + 65_000, steady: 5000 });
    const noted = async () =>
      (
        await services.database.read.selectFrom("events").select("data").where("type", "=", "clock.moved").execute()
      ).map(({ data }) => JSON.parse(data));
    expect(await noted()).toEqual([]);
    clock.advance(day);
    await new Person(server).signUp();
    const ahead = clock.now();
    clock.advance(-day);
    await noticeAtStart(services);
    await noticeAtStart(services);
    expect(await noted()).toEqual([{ from: ahead, to: clock.now() }]);
  });
});

test.each(dialects)("a running server notes it by itself, and one that starts, on %s", async (dialect) => {
  const { url } = await createDatabase(dialect, { isMigrated: true });
  const clock = createClock();
  clock.advance(day);
  const first = await startServer(dialect, { databaseUrl: url, clock });
  await new Person(first).signUp();
  await first.close();
  const second = await startServer(dialect, { databaseUrl: url, clock: createClock() });
  expect(second.logged.some((line) => line.includes("the clock moved"))).toBe(true);
  await second.close();
});
