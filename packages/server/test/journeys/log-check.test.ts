import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkLog } from "../../src/audit/log/check/report-check.ts";
import { formatNote, parseNote } from "../../src/audit/log/tree/signed-note.ts";
import { makeSigningKey, signEd25519 } from "../../src/crypto/ed25519.ts";
import { systemRandom } from "../../src/crypto/random.ts";
import { hashEntry } from "../../src/audit/log/tree/entry.ts";
import type { Tx } from "../../src/database/database.ts";
import { dialects } from "../support/databases.ts";
import { copyLog, recordMany } from "../support/log.ts";
import { Person } from "../support/person.ts";
import { setServer } from "../support/test-server.ts";

const day = 24 * 60 * 60;
const size = 700;

type Tampering = [name: string, index: number | undefined, says: RegExp, work: (tx: Tx) => Promise<unknown>];

const swap = async (tx: Tx, a: number, b: number) => {
  for (const [from, to] of [
    [a, 10_000],
    [b, a],
    [10_000, b],
  ] as const)
    await tx.updateTable("events").set({ leafIndex: to }).where("leafIndex", "=", from).execute();
};
const eventAt = (tx: Tx, leafIndex: number) =>
  tx.selectFrom("events").selectAll().where("leafIndex", "=", leafIndex).executeTakeFirstOrThrow();
const leafAt = (tx: Tx, leafIndex: number) =>
  tx.selectFrom("logLeaves").selectAll().where("leafIndex", "=", leafIndex).executeTakeFirstOrThrow();
const change = (tx: Tx, leafIndex: number, set: object) =>
  tx.updateTable("events").set(set).where("leafIndex", "=", leafIndex).execute();
const mark = (tx: Tx, leafIndex: number, set: object) =>
  tx.updateTable("logLeaves").set(set).where("leafIndex", "=", leafIndex).execute();
const removeEvent = (tx: Tx, leafIndex: number) => tx.deleteFrom("events").where("leafIndex", "=", leafIndex).execute();
const removeLeaf = (tx: Tx, leafIndex: number) =>
  tx.deleteFrom("logLeaves").where("leafIndex", "=", leafIndex).execute();

const tamperings: Tampering[] = [
  [
    "data edited",
    3,
    /details were changed/,
    (tx) => change(tx, 3, { data: '{"method":"password","reason":"locked"}' }),
  ],
  ["data that is no JSON", 3, /details were changed/, (tx) => change(tx, 3, { data: "{" })],
  ["an address edited", 4, /details were changed/, (tx) => change(tx, 4, { ip: "192.0.2.7" })],
  ["a device edited", 4, /details were changed/, (tx) => change(tx, 4, { device: "Chrome" })],
  ["time edited", 5, /time was changed/, (tx) => change(tx, 5, { at: 12 })],
  ["type edited", 6, /who did it to whom/, (tx) => change(tx, 6, { type: "sign-in.accepted" })],
  ["actor edited", 7, /who did it to whom/, (tx) => change(tx, 7, { actorKind: "operator", actorId: "dana" })],
  ["account edited", 8, /who did it to whom/, (tx) => change(tx, 8, { accountId: "acct_9" })],
  ["organization edited", 9, /who did it to whom/, (tx) => change(tx, 9, { organizationId: null })],
  ["session edited", 9, /who did it to whom/, (tx) => change(tx, 9, { sessionId: "sess_1" })],
  ["id edited", 10, /another event/, (tx) => change(tx, 10, { id: "evnt_00000000000000000000000000" })],
  ["two swapped", 11, /another event/, (tx) => swap(tx, 11, 400)],
  ["the first deleted", 0, /event was removed/, (tx) => removeEvent(tx, 0)],
  ["one in the middle deleted", 300, /event was removed/, (tx) => removeEvent(tx, 300)],
  ["the last deleted", size - 1, /event was removed/, (tx) => removeEvent(tx, size - 1)],
  ["one taken out of the log", 300, /event was removed/, (tx) => change(tx, 300, { leafIndex: null })],
  [
    "one deleted with its leaf",
    300,
    /leaf was removed/,
    async (tx) => [await removeEvent(tx, 300), await removeLeaf(tx, 300)],
  ],
  ["the last leaf deleted", size - 1, /leaf was removed/, (tx) => removeLeaf(tx, size - 1)],
  [
    "one inserted at a place that is taken",
    20,
    /more than one event/,
    async (tx) =>
      tx
        .insertInto("events")
        .values({ ...(await eventAt(tx, 20)), id: "evnt_00000000000000000000000001" })
        .execute(),
  ],
  [
    "one inserted behind the end",
    undefined,
    /entry 9000 stands outside/,
    async (tx) =>
      tx
        .insertInto("events")
        .values({ ...(await eventAt(tx, 20)), id: "evnt_00000000000000000000000001", leafIndex: 9000 })
        .execute(),
  ],
  [
    "one inserted with a time long past",
    size,
    /before entries sealed earlier/,
    async (tx) => {
      const event = await eventAt(tx, 20);
      const at = event.at - 2 * 60 * 60 * 1000;
      return tx
        .insertInto("events")
        .values({ ...event, id: "evnt_0001", at, leafIndex: null })
        .execute();
    },
  ],
  [
    "marked as expired",
    30,
    /before its time/,
    async (tx) => [await removeEvent(tx, 30), await mark(tx, 30, { salts: null, expiredAt: 1 })],
  ],
  ["marked as expired, and still there", 30, /still there/, (tx) => mark(tx, 30, { salts: null, expiredAt: 1 })],
  [
    "marked as erased",
    31,
    /account was not deleted/,
    async (tx) => [
      await change(tx, 31, { data: "{}" }),
      await mark(tx, 31, { salts: (await leafAt(tx, 31)).salts!.slice(0, 16), erasedAt: 1 }),
    ],
  ],
  ["salts changed", 32, /who did it to whom/, (tx) => mark(tx, 32, { salts: new Uint8Array(32) })],
  ["salts removed", 32, /salts were changed/, (tx) => mark(tx, 32, { salts: null })],
  ["a leaf's hash rewritten", 33, /leaf was rewritten/, (tx) => mark(tx, 33, { hash: new Uint8Array(32) })],
  ["a leaf's time rewritten", 33, /leaf was rewritten/, (tx) => mark(tx, 33, { at: 12 })],
  [
    "an event and its leaf rewritten to agree",
    undefined,
    /node 0 on level 8|checkpoint of size/,
    async (tx) => {
      const leaf = await leafAt(tx, 40);
      await change(tx, 40, { at: leaf.at + 1 });
      const { eventId: id, outlineHash, detailsHash } = leaf;
      return mark(tx, 40, { at: leaf.at + 1, hash: hashEntry({ id, at: leaf.at + 1, outlineHash, detailsHash }) });
    },
  ],
  [
    "a node rewritten",
    undefined,
    /node 1 on level 8/,
    (tx) =>
      tx
        .updateTable("logNodes")
        .set({ hash: new Uint8Array(32) })
        .where("nodeIndex", "=", 1)
        .execute(),
  ],
  [
    "a node removed",
    undefined,
    /node 0 on level 8/,
    (tx) => tx.deleteFrom("logNodes").where("nodeIndex", "=", 0).execute(),
  ],
  [
    "the state set back",
    undefined,
    /stands outside|newest checkpoint/,
    (tx) =>
      tx
        .updateTable("logState")
        .set({ size: size - 1 })
        .execute(),
  ],
  [
    "what continues the tree rewritten",
    undefined,
    /continue the tree/,
    (tx) =>
      tx
        .updateTable("logState")
        .set({ frontier: new Uint8Array(6 * 32) })
        .execute(),
  ],
  [
    "a checkpoint's root rewritten",
    undefined,
    /checkpoint of size 350/,
    (tx) =>
      tx
        .updateTable("logCheckpoints")
        .set({ root: new Uint8Array(32) })
        .where("size", "=", 350)
        .execute(),
  ],
  [
    "a checkpoint's note rewritten",
    undefined,
    /checkpoint of size 350/,
    async (tx) => {
      const { note } = await tx
        .selectFrom("logCheckpoints")
        .selectAll()
        .where("size", "=", size)
        .executeTakeFirstOrThrow();
      return tx.updateTable("logCheckpoints").set({ note }).where("size", "=", 350).execute();
    },
  ],
  [
    "the newest checkpoint's signature rewritten",
    undefined,
    /not signed/,
    async (tx) => {
      const { note } = await tx
        .selectFrom("logCheckpoints")
        .selectAll()
        .where("size", "=", size)
        .executeTakeFirstOrThrow();
      const forged = note.slice(0, -10) + (note.at(-10) === "A" ? "B" : "A") + note.slice(-9);
      return tx.updateTable("logCheckpoints").set({ note: forged }).where("size", "=", size).execute();
    },
  ],
  [
    "the newest checkpoint signed again with another key",
    undefined,
    /not signed/,
    async (tx) => {
      const row = await tx.selectFrom("logCheckpoints").selectAll().where("size", "=", size).executeTakeFirstOrThrow();
      const { text, signatures } = parseNote(row.note)!;
      const { privateKey } = makeSigningKey(systemRandom);
      const note = formatNote(text, [{ ...signatures[0]!, signature: signEd25519(privateKey, text) }]);
      return tx.updateTable("logCheckpoints").set({ note }).where("size", "=", size).execute();
    },
  ],
];

describe.each(dialects)("the log's check on %s", (dialect) => {
  const server = setServer(dialect, {
    quiet: true,
    settings: { MORTISE_OPERATORS: "ops@example.com,dana@example.com" },
  });
  let restore: () => Promise<void>;
  beforeAll(async () => {
    await recordMany(server, size / 2);
    await server.seal();
    await recordMany(server, size / 2);
    await server.seal();
  });
  beforeEach(async () => {
    restore = await copyLog(server);
  });
  afterEach(() => restore());

  const tamper = (work: (tx: Tx) => Promise<unknown>) =>
    server.services.transact(async ({ tx }) => {
      await work(tx);
    });
  const state = () => server.services.database.read.selectFrom("logState").selectAll().executeTakeFirstOrThrow();

  test("of a log that is as it was sealed finds nothing", async () => {
    expect(await checkLog(server.services)).toEqual({ size, found: undefined, setBack: 0 });
    expect(await state()).toMatchObject({ checkedSize: size, problem: null, checkedAt: server.clock.now() });
  });

  test.each(tamperings)("finds %s", async (_, index, says, work) => {
    await tamper(work);
    const { found } = await checkLog(server.services);
    expect(found?.problem).toMatch(says);
    expect(found?.leafIndex).toBe(index);
  });

  test("that fails is kept, logged, recorded, and mailed to each operator", async () => {
    await tamper((tx) => removeEvent(tx, 300));
    const { read } = server.services.database;
    // The findings before this used up what a mailbox gets in an hour.
    server.clock.advance(3600);
    const mailsBefore = (await read.selectFrom("outbox").selectAll().execute()).length;
    await checkLog(server.services);
    expect((await state()).problem).toMatch(/^entry 300 \(evnt_\w+\): its event was removed$/);
    const event = await read.selectFrom("events").selectAll().where("type", "=", "log.check-failed").executeTakeFirst();
    expect(JSON.parse(event!.data)).toMatchObject({ leafIndex: 300 });
    expect(server.logged.at(-1)).toContain("the log was altered");
    const mails = (await read.selectFrom("outbox").selectAll().orderBy("id").execute()).slice(mailsBefore);
    expect(mails.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ["ops@example.com", "The event log was altered"],
      ["dana@example.com", "The event log was altered"],
    ]);
    const maya = await (await new Person(server).signUp()).signIn();
    expect((await maya.get("/v1/log")).body.problem).toBe(true);
  });

  test("runs while the log is small whenever it has grown; what it finds is told once, and again each night", async () => {
    const failures = async () =>
      (
        await server.services.database.read
          .selectFrom("events")
          .select("id")
          .where("type", "=", "log.check-failed")
          .execute()
      ).length;
    await checkLog(server.services);
    const told = await failures();
    await tamper((tx) => removeEvent(tx, 300));
    await recordMany(server, 1);
    await server.seal();
    server.clock.advance(240);
    await server.maintain();
    expect((await state()).problem, "not yet").toBeNull();
    server.clock.advance(60);
    await server.maintain();
    expect((await state()).problem).toMatch(/its event was removed$/);
    expect(await failures()).toBe(told + 1);
    for (let times = 0; times < 3; times++) {
      server.clock.advance(600);
      await recordMany(server, 1);
      await server.seal();
      await server.maintain();
      expect((await state()).checkedAt).toBe(server.clock.now());
    }
    expect(await failures()).toBe(told + 1);
    server.clock.advance(day);
    await server.maintain();
    expect(await failures()).toBe(told + 2);
  });

  test("runs once a night, on one server", async () => {
    const checks = async () => (await state()).checkedAt;
    await server.services.transact(({ tx }) => tx.updateTable("logState").set({ checkedAt: null }).execute());
    await Promise.all(Array.from({ length: 5 }, () => server.maintain()));
    const first = await checks();
    expect(first).toBe(server.clock.now());
    server.clock.advance(60 * 60);
    await server.maintain();
    expect(await checks()).toBe(first);
    server.clock.advance(day);
    await server.maintain();
    expect(await checks()).toBe(server.clock.now());
  });
});
