import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { detailsOf, outlineOf } from "../../src/audit/log/tree/outline.ts";
import { readCheckpoint } from "../../src/audit/log/tree/checkpoint.ts";
import { getLogKey, verifierKeyOf } from "../../src/audit/log/log-key.ts";
import { consistencyProof, inclusionProof, openTree } from "../../src/audit/log/read-log.ts";
import { sealBatch } from "../../src/audit/log/seal-batch.ts";
import { examineLog } from "../../src/audit/log/check/check-log.ts";
import { keepSealing, makeCheckpoint, sealLog } from "../../src/audit/log/seal-log.ts";
import { openNote } from "../../src/audit/log/tree/signed-note.ts";
import { isConsistent, rootFromInclusion } from "../../src/audit/log/tree/verify-proof.ts";
import { logVerifier } from "../../src/crypto/verifier-key.ts";
import { dialects } from "../support/databases.ts";
import { recordMany } from "../support/log.ts";
import { Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/test-server.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const sha = (...parts: readonly (Uint8Array | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** RFC 6962 §2.1 as it stands there, word for word: slow and plain. */
function treeHead(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return Buffer.from(leaves[0]!);
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha(Uint8Array.of(1), treeHead(leaves.slice(0, k)), treeHead(leaves.slice(k)));
}

const rowsOf = async ({ services: { database } }: TestServer) => ({
  leaves: await database.read.selectFrom("logLeaves").selectAll().orderBy("leafIndex").execute(),
  events: await database.read.selectFrom("events").selectAll().orderBy("leafIndex").execute(),
});

async function expectSealedWell(server: TestServer): Promise<void> {
  const { leaves, events } = await rowsOf(server);
  expect(leaves.map(({ leafIndex }) => leafIndex)).toEqual(leaves.map((_, at) => at));
  expect(events.map(({ leafIndex, id }) => [leafIndex, id])).toEqual(
    leaves.map(({ leafIndex, eventId }) => [leafIndex, eventId]),
  );
  const state = await server.services.database.read.selectFrom("logState").selectAll().executeTakeFirstOrThrow();
  const checkpoint = await makeCheckpoint(server.services);
  expect([state.size, checkpoint.size]).toEqual([leaves.length, leaves.length]);
  expect(hex(checkpoint.root)).toBe(hex(treeHead(leaves.map(({ hash }) => hash))));
  const numbers = new Map<string, number>();
  for (const [at, { accountId, organizationId }] of events.entries())
    for (const [subject, number] of [
      [accountId, leaves[at]!.accountNumber],
      [organizationId, leaves[at]!.organizationNumber],
    ] as const) {
      const next = subject === null ? null : (numbers.get(subject) ?? 0) + 1;
      if (subject !== null) numbers.set(subject, next!);
      expect(number).toBe(next);
    }
}

describe.each(dialects)("sealing on %s", (dialect) => {
  let server: TestServer;
  let twin: TestServer;
  beforeAll(async () => {
    server = await startServer(dialect, { quiet: true });
    twin = await startServer(dialect, { quiet: true, databaseUrl: server.databaseUrl, clock: server.clock });
  });
  afterAll(async () => {
    await twin.close();
    await server.close();
  });

  test("an empty log has a checkpoint of size 0, under one key however many servers ask at once", async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, (_, at) => getLogKey((at % 2 ? twin : server).services)));
    expect(new Set(keys.map(({ publicKey }) => hex(publicKey))).size).toBe(1);
    const stored = await server.services.database.read.selectFrom("logKeys").selectAll().execute();
    const origins = [server, twin].map(({ services }) => `${new URL(services.config.publicUrl).host}/log`);
    expect([stored.length, origins.includes(stored[0]!.origin)]).toEqual([1, true]);
    const { size, root } = await makeCheckpoint(twin.services);
    expect([size, hex(root)]).toEqual([0, hex(sha())]);
  });

  test("what people do is sealed in its order, with hashes anyone can make again", async () => {
    const maya = await (await new Person(server).signUp()).signIn();
    await server.seal();
    const { leaves, events } = await rowsOf(server);
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort());
    expect(events.filter(({ accountId }) => accountId === maya.accountId).length).toBeGreaterThan(1);
    await expectSealedWell(server);
    for (const [at, leaf] of leaves.entries()) {
      const event = events[at]!;
      const plain = (value: object) => JSON.stringify(sorted(value));
      const outline = sha(leaf.salts!.subarray(0, 16), plain(outlineOf(event, leaf)));
      const details = sha(leaf.salts!.subarray(16), plain(detailsOf(event)));
      const entry = plain({
        id: event.id,
        at: event.at,
        outline: outline.toString("base64"),
        details: details.toString("base64"),
      });
      expect(hex(leaf.hash)).toBe(hex(sha(Uint8Array.of(0), entry)));
    }
  });

  test("as time goes by there is a checkpoint every few seconds, and of old ones one an hour is kept", async () => {
    const own = await startServer(dialect, { quiet: true });
    const { services, clock } = own;
    const sizes = async (): Promise<number> =>
      (await services.database.read.selectFrom("logCheckpoints").select("size").execute()).length;
    try {
      const { signal } = new AbortController();
      for (let second = 0; second < 20; second++) {
        await recordMany(own, 1);
        await keepSealing(services, signal);
        clock.advance(1);
      }
      expect(await sizes()).toBe(4);
      clock.advance(30 * 86_400 - 60);
      await own.maintain();
      expect(await sizes()).toBe(5);
      clock.advance(3600);
      await own.maintain();
      expect(await sizes()).toBe(2);
      expect((await examineLog(services)).found).toBeUndefined();
    } finally {
      await own.close();
    }
  });

  test("its checkpoints are signed notes of its key", async () => {
    const { note, size, root } = await makeCheckpoint(server.services);
    const opened = openNote(note, [logVerifier(verifierKeyOf(await getLogKey(twin.services)))]);
    expect(readCheckpoint(opened!.text)).toEqual({
      origin: opened!.signatures[0]!.name,
      size,
      root: Buffer.from(root),
    });
  });

  test("ten sealers at once on every server seal each event once, while more are recorded", async () => {
    await recordMany(server, 1200);
    const work = Array.from({ length: 10 }, (_, at) => sealLog((at % 2 ? twin : server).services));
    const more = Array.from({ length: 20 }, (_, at) => recordMany(at % 2 ? twin : server, 10));
    await Promise.all([...work, ...more]);
    await server.seal();
    await expectSealedWell(server);
    expect((await rowsOf(server)).leaves.length).toBeGreaterThanOrEqual(1400);
  });

  test("a batch that fails leaves nothing behind, and the next one takes it up", async () => {
    await recordMany(server, 3);
    const before = await rowsOf(server);
    let drawn = 0;
    const random = (bytes: number): Uint8Array => {
      if (++drawn > 2) throw new Error("out of random bytes");
      return server.services.random(bytes);
    };
    await expect(sealBatch({ ...server.services, random })).rejects.toThrow("out of random bytes");
    expect((await rowsOf(server)).leaves).toEqual(before.leaves);
    await twin.seal();
    await expectSealedWell(server);
  });

  test("an event that commits late gets a later index", async () => {
    const late = server.services.newId("evnt");
    await recordMany(server, 2);
    await server.seal();
    const row = (await rowsOf(server)).events.at(-1)!;
    await server.services.transact(({ tx }) =>
      tx
        .insertInto("events")
        .values({ ...row, id: late, leafIndex: null })
        .execute(),
    );
    await server.seal();
    const { events } = await rowsOf(server);
    expect([events.at(-1)!.id, events.at(-1)!.leafIndex]).toEqual([late, events.length - 1]);
    await expectSealedWell(server);
  });

  test("proofs read from the database lead to the checkpoint, at every size", async () => {
    await recordMany(server, 700);
    await server.seal();
    const { leaves } = await rowsOf(server);
    const { read } = server.services.database;
    const heads = new Map<number, Buffer>();
    const headOf = (size: number): Buffer => {
      const known = heads.get(size) ?? treeHead(leaves.slice(0, size).map(({ hash }) => hash));
      heads.set(size, known);
      return known;
    };
    for (const size of [1, 2, 255, 256, 257, 511, 512, 1000, 1024, 1025, leaves.length]) {
      const tree = openTree(read, size);
      expect(hex(await tree.root(0, size))).toBe(hex(headOf(size)));
      for (let index = 0; index < size; index += 37) {
        const proof = await inclusionProof(tree, index);
        expect(hex(rootFromInclusion(index, size, leaves[index]!.hash, proof)!)).toBe(hex(headOf(size)));
      }
      for (const oldSize of [0, 1, 2, 200, 256, 300, 512, 1000, size].filter((each) => each <= size)) {
        const proof = await consistencyProof(tree, oldSize);
        const [older, newer] = [
          { size: oldSize, root: headOf(oldSize) },
          { size, root: headOf(size) },
        ];
        expect(isConsistent(older, newer, proof)).toBe(true);
      }
    }
  });

  test("inclusion paths of a stream cost few reads", async () => {
    const { database } = server.services;
    const tree = openTree(database.read, (await makeCheckpoint(server.services)).size);
    const before = database.queries;
    for (let index = 0; index < tree.size; index++) await inclusionProof(tree, index);
    expect(database.queries - before).toBeLessThan(tree.size / 100 + 5);
  });
});

test.each(dialects)("a running server seals by itself, within ten seconds, on %s", async (dialect) => {
  // The time of this machine: a server that runs by itself is nobody's to move.
  const now = (): number => Math.trunc(performance.timeOrigin + performance.now());
  const server = await startServer(dialect, { clock: { now, advance: () => {} } });
  try {
    await recordMany(server, 5);
    const recordedAt = now();
    const { read } = server.services.database;
    const sealed = () => read.selectFrom("logCheckpoints").select("at").where("size", "=", 5).execute();
    await expect.poll(sealed, { interval: 50 }).toHaveLength(1);
    expect((await sealed())[0]!.at - recordedAt).toBeLessThanOrEqual(10_000);
    expect(server.logged.filter((line) => line.includes("could not"))).toEqual([]);
  } finally {
    await server.close();
  }
});

/** Members in their order, at every depth: canonical JSON written another way. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
  );
}
